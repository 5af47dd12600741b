/**
 * node --import tsx bench/backend/tickets.ts: tickets a second, with one file in each request and a warm session, compared with a
 * bare Hono handler that parses the same body and answers JSON of the same size. Compare ratios within one run only:
 * machines differ. Then the heap over 200,000 tickets.
 */
import { load } from '../rig/backend/load'
import { TICKET_BODY, TICKETS_PATH, ticketRequest } from '../rig/backend/ticket-request'
import { sessionOf, startTicketServer } from '../rig/backend/ticket-server'
import { report } from '../rig/report'
import { median, spread } from '../rig/samples'

const WARM_UP = 5000
const ROUNDS = 5
const PER_ROUND = 8000
const TICKETS = 200_000
const TARGET = 0.3

async function main(): Promise<void> {
  const tickets = await startTicketServer('tickets')
  const url = `http://127.0.0.1:${tickets.port}`
  const token = await sessionOf(tickets)
  const sample = await fetch(url + TICKETS_PATH, {
    method: 'POST',
    body: TICKET_BODY,
    headers: { authorization: `Bearer ${token}` },
  })
  const answerBytes = Number(sample.headers.get('content-length'))
  const bare = await startTicketServer('bare', answerBytes)
  const request = ticketRequest(token)
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

await main()
