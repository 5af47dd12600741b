/** `wx-oss-upload-server <command>`: the script that npx runs. */
import { runCli } from './run-cli'

// The reader of the output may stop (`| head`). Doctor must still remove what it wrote to the bucket.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  folder: process.cwd(),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
})
