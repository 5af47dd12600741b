/** The process of a ticket server: see `ticket-server.ts`. */
import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
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

const [kind, answerBytes, hookUrl = ''] = process.argv.slice(2)
if (kind) runServer(kind, Number(answerBytes), hookUrl)
