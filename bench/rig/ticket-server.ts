/** The backend with fixed STS credentials, or a bare handler, each in a process of its own that a bench measures. */
import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { pino } from 'pino'
import { type AppOptions, createApp, sessionIdentity } from '../../server/index'
import { routes } from '../../server/routes'

const secrets = { session: ['session-secret-session-secret-session'], key: 'key-secret-key-secret-key-secret-key' }

/** The backend as `main.ts` composes it, with fixed STS credentials and no log output. */
function ticketApp(limits: AppOptions['limits']) {
  const credentials = {
    accessKeyId: 'STS.local-key-id',
    accessKeySecret: 'local-key-secret',
    // As long as Alibaba's tokens, and as hard to compress.
    securityToken: randomBytes(600).toString('base64'),
    expiresAt: Date.now() + 3_600_000,
  }
  const app = createApp(
    {
      port: 0,
      publicUrl: 'https://api.example.com',
      oss: {
        bucket: 'examplebucket',
        region: 'cn-hangzhou',
        endpoint: 'https://examplebucket.oss-cn-hangzhou.aliyuncs.com',
        domain: 'https://files.example.com',
        prefix: 'uploads',
      },
      secrets,
    },
    {
      routes,
      identity: sessionIdentity({
        secrets: secrets.session,
        login: async (code) => ({ kind: 'bench', issuer: 'bench', id: code }),
      }),
      credentials: async () => credentials,
      limits,
      log: pino(pino.destination({ dest: '/dev/null', sync: false })),
    },
  )
  return app.fetch
}

function bareApp(answerBytes: number) {
  const answer = { filler: 'x'.repeat(answerBytes - '{"filler":""}'.length) }
  const app = new Hono()
  app.post('/v1/uploads', async (c) => {
    await c.req.json()
    return c.json(answer)
  })
  return app.fetch
}

function runServer(kind: string, answerBytes: number): void {
  const fetch = kind === 'bare' ? bareApp(answerBytes) : ticketApp(kind === 'limited' ? undefined : UNLIMITED)
  serve({ fetch, port: 0, hostname: '127.0.0.1' }, ({ port }: AddressInfo) => process.send?.({ port }))
  process.on('message', (question) => {
    if (question === 'heap') globalThis.gc?.()
    const { user, system } = process.cpuUsage()
    process.send?.({ heap: process.memoryUsage().heapUsed, cpuMs: (user + system) / 1000 })
  })
  process.once('disconnect', () => process.exit())
}

const UNLIMITED = {
  requestsPerAddressPerMinute: 1e9,
  requestsPerUserPerMinute: 1e9,
  ticketsPerUserPerHour: 1e9,
  bytesPerUserPerDay: Number.MAX_SAFE_INTEGER,
}

export interface TicketServer {
  port: number
  heapMB(): Promise<number>
  /** CPU time so far. */
  cpuMs(): Promise<number>
  close(): void
}

/** `limited` has the default limits, `tickets` has none. `bare` answers as many bytes. */
export async function startTicketServer(kind: 'tickets' | 'limited' | 'bare', answerBytes = 0): Promise<TicketServer> {
  const child: ChildProcess = fork(fileURLToPath(import.meta.url), [kind, String(answerBytes)], {
    execArgv: ['--import', 'tsx', '--expose-gc'],
  })
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  const ask = async (question: string): Promise<{ heap: number; cpuMs: number }> => {
    child.send(question)
    const [answer] = (await once(child, 'message')) as [{ heap: number; cpuMs: number }]
    return answer
  }
  return {
    port,
    heapMB: async () => (await ask('heap')).heap / 1024 ** 2,
    cpuMs: async () => (await ask('cpu')).cpuMs,
    close: () => child.disconnect(),
  }
}

/** A session of the server, for `Authorization`. */
export async function sessionOf({ port }: TicketServer): Promise<string> {
  const session = await fetch(`http://127.0.0.1:${port}/v1/session`, { method: 'POST', body: '{"code":"ann"}' })
  return ((await session.json()) as { token: string }).token
}

const [kind, answerBytes] = process.argv.slice(2)
if (process.send && kind) runServer(kind, Number(answerBytes))
