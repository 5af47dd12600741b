/** `wx-oss-upload-server <command>`: what npx runs. */
import { runCli } from './run-cli'

process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  folder: process.cwd(),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
})
