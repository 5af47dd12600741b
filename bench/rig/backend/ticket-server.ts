/** The backend with fixed STS credentials, or a bare handler, each in a process of its own that a bench measures. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

export interface TicketServer {
  port: number
  heapMB(): Promise<number>
  /** CPU time so far. */
  cpuMs(): Promise<number>
  /** Calls of hooks so far. */
  received(): Promise<number>
  close(): void
}

/**
 * `limited` has the default limits, `tickets` has none. `bare` answers as many bytes. `hooked` asks the hooks at `hookUrl`,
 * which `receiver` answers. `silent` has the same hooks, but its route does not use them.
 */
export type ServerKind = 'tickets' | 'limited' | 'bare' | 'hooked' | 'silent' | 'receiver'

export async function startTicketServer(kind: ServerKind, answerBytes = 0, hookUrl = ''): Promise<TicketServer> {
  bundled ??= bundle()
  const child: ChildProcess = fork(await bundled, [kind, String(answerBytes), hookUrl], { execArgv: ['--expose-gc'] })
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  const ask = async (question: string): Promise<{ heap: number; cpuMs: number; received: number }> => {
    child.send(question)
    const [answer] = (await once(child, 'message')) as [{ heap: number; cpuMs: number; received: number }]
    return answer
  }
  return {
    port,
    heapMB: async () => (await ask('heap')).heap / 1024 ** 2,
    cpuMs: async () => (await ask('cpu')).cpuMs,
    received: async () => (await ask('received')).received,
    close: () => child.disconnect(),
  }
}

let bundled: Promise<string> | undefined

/** As the library is shipped: tsx, which runs the benches, would make every function that is created slower. */
async function bundle(): Promise<string> {
  const outfile = join(tmpdir(), `ticket-server-${process.pid}.cjs`)
  const entry = fileURLToPath(new URL('ticket-server-process.ts', import.meta.url))
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', target: 'node20', logLevel: 'silent' })
  process.once('exit', () => rmSync(outfile))
  return outfile
}

/** A session of the server, for `Authorization`. */
export async function sessionOf({ port }: TicketServer): Promise<string> {
  const session = await fetch(`http://127.0.0.1:${port}/v1/session`, { method: 'POST', body: '{"code":"ann"}' })
  return ((await session.json()) as { token: string }).token
}
