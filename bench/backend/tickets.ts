/**
 * node --import tsx bench/backend/tickets.ts: ticket calls a second with a warm session, for one photo and for nine, compared
 * with a bare Hono handler that parses the same body and answers JSON of the same size. Compare ratios within one run
 * only: machines differ. Then what share a backend would reach that did nothing but the cryptography of its tickets, and the
 * heap over 200,000 calls.
 */
import { createCipheriv, createHmac, randomBytes } from 'node:crypto'
import { load } from '../rig/backend/load'
import { TICKETS_PATH, ticketBody, ticketRequest } from '../rig/backend/ticket-request'
import { sessionOf, startTicketServer, type TicketServer } from '../rig/backend/ticket-server'
import { type Row, report } from '../rig/report'
import { median, spread } from '../rig/samples'

const ROUNDS = 5
/** Calls. */
const WARM_UP = 4000
/** Calls, shared out to the files of a call. */
const PER_ROUND = 18_000
const CALLS = 200_000
const TARGET = 0.45

async function compare(tickets: TicketServer, token: string, files: number): Promise<Row[]> {
  const sample = await fetch(`http://127.0.0.1:${tickets.port}${TICKETS_PATH}`, {
    method: 'POST',
    body: ticketBody(files),
    // Otherwise fetch would ask for gzip, which the load below does not.
    headers: { authorization: `Bearer ${token}`, 'accept-encoding': 'identity' },
  })
  const bare = await startTicketServer('bare', Number(sample.headers.get('content-length')))
  const request = ticketRequest(token, files)
  const share = (calls: number): number => Math.ceil(calls / files)
  for (const { port } of [tickets, bare]) await load(port, request, WARM_UP)

  const [ticketRates, bareRates]: [number[], number[]] = [[], []]
  for (let round = 0; round < ROUNDS; round += 1) {
    ticketRates.push(await load(tickets.port, request, share(PER_ROUND)))
    bareRates.push(await load(bare.port, request, share(PER_ROUND)))
  }
  bare.close()
  const ratios = ticketRates.map((rate, round) => rate / (bareRates[round] ?? Number.NaN))
  const ratio = median(ratios)
  const what = `calls for ${files} photo${files > 1 ? 's' : ''}`
  return [
    { what, measured: `${median(ticketRates).toFixed(0)}/s`, spread: spread(ticketRates, 0) },
    { what: 'bare Hono, as many bytes', measured: `${median(bareRates).toFixed(0)}/s`, spread: spread(bareRates, 0) },
    {
      what: `${what}, of bare Hono`,
      measured: ratio.toFixed(2),
      spread: spread(ratios),
      expected: `≥ ${TARGET}`,
      isMet: ratio >= TARGET,
    },
    {
      what: 'with nothing but the cryptography, of bare Hono',
      measured: (1 / (1 + (median(bareRates) * cryptographyMs(files)) / 1000)).toFixed(2),
    },
  ]
}

/** As long as those of a ticket, bytes. */
const [UPLOAD, POLICY] = [randomBytes(330), randomBytes(2150)]

/** A sealed upload, and a policy in base64 with its signature, for each file, ms. */
function cryptographyMs(files: number): number {
  const key = randomBytes(32)
  const one = (): void => {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key, nonce)
    Buffer.concat([cipher.update(UPLOAD), cipher.final(), cipher.getAuthTag()]).toString('base64url')
    createHmac('sha256', key).update(POLICY.toString('base64')).digest('hex')
  }
  const timeOf = (runs: number): number => {
    const startedAt = performance.now()
    for (let run = 0; run < runs; run += 1) one()
    return (performance.now() - startedAt) / runs
  }
  timeOf(WARM_UP)
  return files * timeOf(PER_ROUND)
}

async function heapOver(tickets: TicketServer, token: string): Promise<Row> {
  const heaps: number[] = []
  for (let sent = 0; sent < CALLS; sent += CALLS / 4) {
    await load(tickets.port, ticketRequest(token), CALLS / 4)
    heaps.push(await tickets.heapMB())
  }
  return { what: `heap over ${CALLS} calls`, measured: `${heaps.at(-1)?.toFixed(1)} MB`, spread: spread(heaps, 1) }
}

const tickets = await startTicketServer('tickets')
const token = await sessionOf(tickets)
report([...(await compare(tickets, token, 1)), ...(await compare(tickets, token, 9)), await heapOver(tickets, token)])
tickets.close()
