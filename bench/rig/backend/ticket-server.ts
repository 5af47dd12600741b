/** The backend with fixed STS credentials, or a bare handler, each in a process of its own that a bench measures. */
import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { pino } from 'pino'
import { type AppOptions, createApp, sessionIdentity } from '../../../server/index'
import { routes } from '../../../server/routes'

const secrets = { session: ['session-secret-session-secret-session'], key: 'key-secret-key-secret-key-secret-key' }

interface TicketAppOptions {
  limits: AppOptions['limits']
  /** Without it the backend has no hooks over HTTP. */
  hookUrl: string
  /** Whether a route uses them. */
  isHooked: boolean
}

const hookSecret = Buffer.alloc(32, 1)

/** The backend as `main.ts` composes it, with fixed STS credentials and no log output. */
function ticketApp({ limits, hookUrl, isHooked }: TicketAppOptions) {
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
      ...(hookUrl && { hooks: { url: hookUrl, secrets: [hookSecret] } }),
    },
    {
      routes: { ...routes, photo: { ...routes.photo, hooks: isHooked } },
      identity: sessionIdentity({
        secrets: secrets.session,
        login: async (code) => ({ kind: 'bench', issuer: 'bench', id: code }),
      }),
      credentials: async () => credentials,
      limits,
      // A bench ends with the first answer that it does not expect, and only the log knows why.
      log: pino(
        {},
        pino.multistream([
          { stream: pino.destination({ dest: '/dev/null', sync: false }) },
          { level: 'error', stream: process.stderr },
        ]),
      ),
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

let received = 0

/** An app whose hooks allow everything. */
function receiverApp() {
  const app = new Hono()
  app.post('/hooks', async (c) => {
    received += 1
    await c.req.text()
    return c.json({})
  })
  return app.fetch
}

function appOf(kind: string, answerBytes: number, hookUrl: string) {
  if (kind === 'bare') return bareApp(answerBytes)
  if (kind === 'receiver') return receiverApp()
  return ticketApp({ limits: kind === 'limited' ? undefined : UNLIMITED, hookUrl, isHooked: kind === 'hooked' })
}

function runServer(kind: string, answerBytes: number, hookUrl: string): void {
  const fetch = appOf(kind, answerBytes, hookUrl)
  serve({ fetch, port: 0, hostname: '127.0.0.1' }, ({ port }: AddressInfo) => process.send?.({ port }))
  process.on('message', (question) => {
    if (question === 'heap') globalThis.gc?.()
    const { user, system } = process.cpuUsage()
    process.send?.({ heap: process.memoryUsage().heapUsed, cpuMs: (user + system) / 1000, received })
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
  const child: ChildProcess = fork(fileURLToPath(import.meta.url), [kind, String(answerBytes), hookUrl], {
    execArgv: ['--import', 'tsx', '--expose-gc'],
  })
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

/** A session of the server, for `Authorization`. */
export async function sessionOf({ port }: TicketServer): Promise<string> {
  const session = await fetch(`http://127.0.0.1:${port}/v1/session`, { method: 'POST', body: '{"code":"ann"}' })
  return ((await session.json()) as { token: string }).token
}

const [kind, answerBytes, hookUrl = ''] = process.argv.slice(2)
if (process.send && kind) runServer(kind, Number(answerBytes), hookUrl)
