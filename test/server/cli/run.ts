import { tmpdir } from 'node:os'
import { Readable, Writable } from 'node:stream'
import { runCli } from '../../../server/cli/run-cli'
import type { Terminal } from '../../../server/cli/terminal/terminal'

export interface Ran {
  code: number
  stdout: string
  stderr: string
}

export interface RunOptions {
  env?: Record<string, string | undefined>
  folder?: string
  /** Piped into the command; '' by default. */
  stdin?: string
}

/** Runs a command as npx does, but in this process and without a terminal. */
export async function run(args: string[], { env = {}, folder = tmpdir(), stdin = '' }: RunOptions = {}): Promise<Ran> {
  const [stdout, stderr] = [collector(), collector()]
  const terminal: Terminal = {
    env,
    folder,
    stdin: Readable.from([stdin]),
    stdout: stdout.stream,
    stderr: stderr.stream,
  }
  const code = await runCli(args, terminal)
  return { code, stdout: stdout.text(), stderr: stderr.text() }
}

function collector(): { stream: Writable; text(): string } {
  const chunks: Buffer[] = []
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      chunks.push(chunk)
      done()
    },
  })
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') }
}
