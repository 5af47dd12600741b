/**
 * node --import tsx bench/backend/hooks.ts: what hooks over HTTP cost a ticket. Switched off they cost nothing. Switched on, a
 * ticket takes one call of the hook and nothing else: as long as a ticket without hooks and one call of the receiver by
 * the same `fetch`, one after the other. Compare ratios within one run only.
 */
import { load } from '../rig/backend/load'
import { ticketRequest } from '../rig/backend/ticket-request'
import { sessionOf, startTicketServer, type TicketServer } from '../rig/backend/ticket-server'
import { report } from '../rig/report'
import { median, spread } from '../rig/samples'

const ROUNDS = 5
const PER_ROUND = 3000
/** One after the other, so that they show the time of each. */
const IN_SEQUENCE = 500
const LEAST_SPEED = 0.9
const MOST_TIME = 1.5

interface Bench {
  server: TicketServer
  request: Buffer
}

async function startTickets(kind: 'tickets' | 'silent' | 'hooked', hookUrl = ''): Promise<Bench> {
  const server = await startTicketServer(kind, 0, hookUrl)
  const request = ticketRequest(await sessionOf(server))
  await load(server.port, request, PER_ROUND)
  return { server, request }
}

const rateOf = ({ server, request }: Bench): Promise<number> => load(server.port, request, PER_ROUND)

/** ms of one request. */
const timeOf = async ({ server, request }: Bench): Promise<number> =>
  1000 / (await load(server.port, request, IN_SEQUENCE, undefined, 1))

/** ms of one call of the receiver by `fetch`, which carries the calls of hooks. */
async function timeOfCall(url: string): Promise<number> {
  const startedAt = performance.now()
  for (let count = 0; count < IN_SEQUENCE; count += 1) await (await fetch(url, { method: 'POST', body: '{}' })).text()
  return (performance.now() - startedAt) / IN_SEQUENCE
}

async function main(): Promise<void> {
  const receiver = await startTicketServer('receiver')
  const hookUrl = `http://127.0.0.1:${receiver.port}/hooks`
  const without = await startTickets('tickets')
  const silent = await startTickets('silent', hookUrl)
  const hooked = await startTickets('hooked', hookUrl)
  const [speeds, times]: [number[], number[]] = [[], []]
  let calls = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    speeds.push((await rateOf(silent)) / (await rateOf(without)))
    const before = await receiver.received()
    const time = await timeOf(hooked)
    calls += (await receiver.received()) - before
    times.push(time / ((await timeOf(without)) + (await timeOfCall(hookUrl))))
  }
  for (const server of [receiver, without.server, silent.server, hooked.server]) server.close()
  report([
    {
      what: 'tickets a second with hooks switched off, of those without hooks',
      measured: median(speeds).toFixed(2),
      spread: spread(speeds),
      expected: `≥ ${LEAST_SPEED}`,
      isMet: median(speeds) >= LEAST_SPEED,
    },
    {
      what: 'calls of the hook for a ticket',
      measured: (calls / (ROUNDS * IN_SEQUENCE)).toFixed(3),
      expected: '1.000',
      isMet: calls === ROUNDS * IN_SEQUENCE,
    },
    {
      what: 'time of a ticket with a hook, of a ticket and one call of the hook',
      measured: median(times).toFixed(2),
      spread: spread(times),
      expected: `≤ ${MOST_TIME}`,
      isMet: median(times) <= MOST_TIME,
    },
  ])
}

await main()
