/**
 * node --import tsx bench/backend/refusals.ts: what a refused body costs, compared with a good one, and how far one client with
 * 100 connections slows down everybody else. Compare ratios within one run only.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { load } from '../rig/backend/load'
import { sessionOf, startTicketServer, type TicketServer } from '../rig/backend/ticket-server'
import { type Row, report } from '../rig/report'
import { median, spread } from '../rig/samples'

const REQUESTS = 2000
const ROUNDS = 3
const MOST_CPU = 5
const CONNECTIONS = 100
/** Beyond the burst that the limits allow. */
const ATTACK_MS = 6000
const MOST_DELAY = 3

const KB64 = 64 * 1024
const file = { name: 'holiday.jpg', size: 1_234_567, type: 'image/jpeg' }
const bodyOf = (files: unknown, input?: unknown): string => JSON.stringify({ route: 'photo', input, files })
const GOOD = bodyOf([file])

/** Each has about 64 KB, and is as dear to refuse as could be found. */
const REFUSED: Record<string, string> = {
  'not JSON': '['.repeat(KB64),
  'empty files': `{"files":[${Array(21_800).fill('{}').join()}]}`,
  'twenty files of unknown fields': bodyOf(
    Array.from({ length: 20 }, () =>
      Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`${'x'.repeat(60)}${at}`, 0])),
    ),
  ),
  'a long text as a type': bodyOf(Array(20).fill({ ...file, type: 'x'.repeat(3000) })),
  'a long name': bodyOf([{ ...file, name: 'x'.repeat(KB64 - 200) }]),
  escapes: bodyOf([{ ...file, name: '\u0001'.repeat(10_000) }]),
  'a long input': bodyOf([file], 'x'.repeat(KB64 - 200)),
  'unknown renewals': bodyOf(Array(20).fill({ ...file, renew: 'x'.repeat(3000), partSize: 1 })),
}

const requestOf = (body: string, token: string, address = '192.0.2.1'): Buffer =>
  Buffer.from(
    `POST /v1/uploads HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nX-Forwarded-For: ${address}\r\n` +
      `Authorization: Bearer ${token}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )

/** CPU time of the server for each request, ms. */
async function costOf(server: TicketServer, request: Buffer, count = REQUESTS): Promise<number> {
  const before = await server.cpuMs()
  await load(server.port, request, count, /^HTTP\/1\.1 [24]\d\d/)
  return ((await server.cpuMs()) - before) / count
}

async function cpu(): Promise<Row[]> {
  const server = await startTicketServer('tickets')
  const token = await sessionOf(server)
  const costs = new Map<string, number[]>()
  for (let round = 0; round <= ROUNDS; round += 1) {
    const good = await costOf(server, requestOf(GOOD, token))
    for (const [name, body] of Object.entries(REFUSED)) {
      const ratio = (await costOf(server, requestOf(body, token), REQUESTS / 2)) / good
      // The first round warms the server up.
      if (round > 0) costs.set(name, [...(costs.get(name) ?? []), ratio])
    }
  }
  server.close()
  return [...costs].map(([name, ratios]) => ({
    what: `CPU of a refused body of 64 KB, of a good one: ${name}`,
    measured: median(ratios).toFixed(2),
    spread: spread(ratios),
    expected: `≤ ${MOST_CPU}`,
    isMet: median(ratios) <= MOST_CPU,
  }))
}

/** Milliseconds of `GET /healthz`, one after the other, until `until`. */
async function healthTimes(port: number, until: number): Promise<number[]> {
  const request = Buffer.from('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n')
  const times: number[] = []
  while (performance.now() < until) {
    const startedAt = performance.now()
    await load(port, request, 20, /^HTTP\/1\.1 200/, 1)
    times.push((performance.now() - startedAt) / 20)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return times
}

async function delay(name: string, tokenOf: (server: TicketServer) => Promise<string>): Promise<Row> {
  const server = await startTicketServer('limited')
  await healthTimes(server.port, performance.now() + 1000)
  const before = median(await healthTimes(server.port, performance.now() + 2000))
  const attack = [String(server.port), await tokenOf(server)]
  const attacker: ChildProcess = fork(fileURLToPath(import.meta.url), attack, { execArgv: ['--import', 'tsx'] })
  await once(attacker, 'message')
  const during = median(await healthTimes(server.port, performance.now() + ATTACK_MS))
  attacker.kill()
  server.close()
  return {
    what: `/healthz beside ${CONNECTIONS} connections of a client ${name}, of /healthz alone`,
    measured: (during / before).toFixed(2),
    expected: `≤ ${MOST_DELAY}`,
    isMet: during / before <= MOST_DELAY,
  }
}

async function main(): Promise<void> {
  report([...(await cpu()), await delay('without a token', async () => 'none'), await delay('with a token', sessionOf)])
}

const [port, token = ''] = process.argv.slice(2)
if (port) {
  process.send?.('ready')
  await load(Number(port), requestOf(REFUSED['empty files'] ?? '', token), 1e9, /^HTTP/, CONNECTIONS)
} else await main()
