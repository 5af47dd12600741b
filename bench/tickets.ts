/**
 * node --import tsx bench/tickets.ts: tickets a second, with one file in each request and a warm session, compared with a
 * bare Hono handler that parses the same body and answers JSON of the same size. Compare ratios within one run only:
 * machines differ. Then the heap over 200,000 tickets.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { pino } from 'pino'
import { createApp, sessionIdentity } from '../server/index'
import { routes } from '../server/routes'
import { load } from './rig/load'
import { report } from './rig/report'
import { median, spread } from './rig/samples'

const WARM_UP = 5000
const ROUNDS = 5
const PER_ROUND = 8000
const TICKETS = 200_000
const TARGET = 0.3

const BODY = JSON.stringify({
  route: 'photo',
  files: [{ name: 'holiday.jpg', size: 1_234_567, type: 'image/jpeg' }],
})
const PATH = '/v1/uploads'

// ── The two servers, each a process of its own ──────────────────────────────────────────────────────────────────────

const secrets = { session: ['session-secret-session-secret-session'], key: 'key-secret-key-secret-key-secret-key' }

/** The backend as `main.ts` composes it, with fixed STS credentials and no log output. */
function ticketApp() {
  const credentials = {
    accessKeyId: 'STS.local-key-id',
    accessKeySecret: 'local-key-secret',
    // As long as Alibaba's tokens.
    securityToken: 'x'.repeat(800),
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
      limits: {
        requestsPerUserPerMinute: 1e9,
        ticketsPerUserPerHour: 1e9,
        bytesPerUserPerDay: Number.MAX_SAFE_INTEGER,
      },
      log: pino(pino.destination({ dest: '/dev/null', sync: false })),
    },
  )
  return app.fetch
}

function bareApp(answerBytes: number) {
  const answer = { filler: 'x'.repeat(answerBytes - '{"filler":""}'.length) }
  const app = new Hono()
  app.post(PATH, async (c) => {
    await c.req.json()
    return c.json(answer)
  })
  return app.fetch
}

function runServer(kind: string, answerBytes: number): void {
  const fetch = kind === 'tickets' ? ticketApp() : bareApp(answerBytes)
  serve({ fetch, port: 0, hostname: '127.0.0.1' }, ({ port }: AddressInfo) => process.send?.({ port }))
  process.on('message', () => {
    globalThis.gc?.()
    process.send?.({ heap: process.memoryUsage().heapUsed })
  })
  process.once('disconnect', () => process.exit())
}

interface Served {
  port: number
  heapMB(): Promise<number>
  close(): void
}

async function startServer(kind: 'tickets' | 'bare', answerBytes = 0): Promise<Served> {
  const child: ChildProcess = fork(fileURLToPath(import.meta.url), [kind, String(answerBytes)], {
    execArgv: ['--import', 'tsx', '--expose-gc'],
  })
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  return {
    port,
    async heapMB() {
      child.send('heap')
      const [{ heap }] = (await once(child, 'message')) as [{ heap: number }]
      return heap / 1024 ** 2
    },
    close: () => child.disconnect(),
  }
}

// ── The load ────────────────────────────────────────────────────────────────────────────────────────────────────────

const requestWith = (token: string): Buffer =>
  Buffer.from(
    `POST ${PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer ${token}\r\n` +
      `Content-Length: ${Buffer.byteLength(BODY)}\r\n\r\n${BODY}`,
  )

async function main(): Promise<void> {
  const tickets = await startServer('tickets')
  const url = `http://127.0.0.1:${tickets.port}`
  const session = await fetch(`${url}/v1/session`, { method: 'POST', body: '{"code":"ann"}' })
  const { token } = (await session.json()) as { token: string }
  const sample = await fetch(url + PATH, { method: 'POST', body: BODY, headers: { authorization: `Bearer ${token}` } })
  const answerBytes = Number(sample.headers.get('content-length'))
  const bare = await startServer('bare', answerBytes)
  const request = requestWith(token)
  for (const { port } of [tickets, bare]) await load(port, request, WARM_UP)

  const [ticketRates, bareRates]: [number[], number[]] = [[], []]
  for (let round = 0; round < ROUNDS; round += 1) {
    ticketRates.push(await load(tickets.port, request, PER_ROUND))
    bareRates.push(await load(bare.port, request, PER_ROUND))
  }
  bare.close()

  const heaps: number[] = []
  for (let sent = 0; sent < TICKETS; sent += TICKETS / 4) {
    await load(tickets.port, request, TICKETS / 4)
    heaps.push(await tickets.heapMB())
  }
  tickets.close()

  const ratio = median(ticketRates) / median(bareRates)
  const ratios = ticketRates.map((rate, round) => rate / (bareRates[round] ?? Number.NaN))
  report([
    { what: 'tickets', measured: `${median(ticketRates).toFixed(0)}/s`, spread: spread(ticketRates, 0) },
    { what: 'bare Hono, as many bytes', measured: `${median(bareRates).toFixed(0)}/s`, spread: spread(bareRates, 0) },
    {
      what: 'tickets, of bare Hono',
      measured: ratio.toFixed(2),
      spread: spread(ratios),
      expected: `≥ ${TARGET}`,
      isMet: ratio >= TARGET,
    },
    { what: `heap over ${TICKETS} tickets`, measured: `${heaps.at(-1)?.toFixed(1)} MB`, spread: spread(heaps, 1) },
  ])
}

const [kind, answerBytes] = process.argv.slice(2)
if (kind) runServer(kind, Number(answerBytes))
else await main()
