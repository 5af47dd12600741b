/** `wx-oss-upload-server <command>`: what npx runs. */
import { runCli } from './run-cli'

// Whoever reads the output may stop (`| head`): what was written to the bucket still has to be taken away.
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
