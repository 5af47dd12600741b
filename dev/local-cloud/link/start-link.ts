import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { type LinkClock, SYSTEM_CLOCK } from './clock'
import { bandwidthOf, type Conditions, withConditions } from './conditions'
import { type Connection, openConnection, type Way } from './connection'
import { createLine } from './line'
import { createLossPicker } from './loss'

export interface LinkOptions extends Partial<Conditions> {
  /** Where the bytes go: only host and port of the URL count, `http://localhost:9000`. */
  target: string
  /** Default 0: any free port. */
  port?: number
  /** Returns a number from 0, below 1. Default `Math.random`. */
  random?: () => number
  clock?: LinkClock
}

/** An address of the link that leads to a target. */
export interface LinkAddress {
  /** Replaces the target's address; it has the same scheme and the host `localhost`. */
  url: string
  port: number
}

/** A slow or bad network between clients and servers on this machine. It forwards TCP; TLS passes as bytes. */
export interface Link extends LinkAddress {
  /** Opens a further address for another target over the same link; both share its bandwidth. */
  open(target: string, port?: number): Promise<LinkAddress>
  /** Changes conditions at once, also for bytes in flight; the others stay. @throws RangeError */
  set(changes: Partial<Conditions>): void
  conditions(): Conditions
  /** Resets all connections once. */
  cutAll(): void
  stats(): LinkStats
  close(): Promise<void>
}

export interface LinkStats {
  /** Bytes that have crossed from clients to targets. */
  bytesUp: number
  bytesDown: number
  /** Connections opened so far. */
  connections: number
  /** Connections open now. */
  open: number
  /** Bytes that the link holds in memory now. */
  held: number
}

/** Buffers grow with the bandwidth up to 50 MB/s, so that they stay bounded on a link without a limit. */
const MOST_PER_MS = 50_000

/** Starts a link on 127.0.0.1. */
export async function startLink(options: LinkOptions): Promise<Link> {
  const { target, port = 0, random = Math.random, clock = SYSTEM_CLOCK, ...given } = options
  let conditions = withConditions(given)
  const lines = { up: createLine(clock), down: createLine(clock) }
  const losses = createLossPicker(random)
  const connections = new Set<Connection>()
  const servers: Server[] = []
  let opened = 0

  const apply = (): void => {
    for (const way of ['up', 'down'] as const) {
      lines[way].setBandwidth(conditions.stalled ? 0 : bandwidthOf(conditions, way))
    }
    for (const connection of connections) connection.wake()
    if (conditions.offline) cutAll()
  }
  const cutAll = (): void => {
    for (const connection of connections) connection.cut()
  }

  const accept = (client: Socket, dial: () => Socket): void => {
    opened += 1
    if (conditions.offline) {
      client.resetAndDestroy()
      return
    }
    const connection = openConnection({
      client,
      dial,
      clock,
      lines,
      latency: () => conditions.latencyMs + conditions.jitterMs * random(),
      limits: (way) => bufferLimits(conditions, way),
      loss: losses.next(conditions.loss),
      onClosed: () => connections.delete(connection),
    })
    connections.add(connection)
  }

  const open = async (address: string, at = 0): Promise<LinkAddress> => {
    const { server, opened: result } = await listen(address, at, accept)
    servers.push(server)
    return result
  }
  apply()
  return {
    ...(await open(target, port)),
    open,
    set(changes) {
      conditions = withConditions(changes, conditions)
      apply()
    },
    conditions: () => conditions,
    cutAll,
    stats: () => ({
      bytesUp: lines.up.bytes(),
      bytesDown: lines.down.bytes(),
      connections: opened,
      open: connections.size,
      held: [...connections].reduce((sum, { held }) => sum + held(), 0),
    }),
    async close() {
      const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)))
      cutAll()
      await Promise.all(closed)
    },
  }
}

/** Before the line wait bytes for a tenth of a second, as in a router; after it, as many as the latency keeps in flight. */
function bufferLimits(conditions: Conditions, way: Way): { waiting: number; inFlight: number } {
  const perMs = Math.min(bandwidthOf(conditions, way) / 1000, MOST_PER_MS)
  const { latencyMs, jitterMs } = conditions
  return {
    waiting: Math.min(1024 * 1024, Math.max(64 * 1024, perMs * 100)),
    inFlight: 256 * 1024 + perMs * (latencyMs + jitterMs) * 2,
  }
}

async function listen(target: string, port: number, accept: (client: Socket, dial: () => Socket) => void) {
  const { protocol, hostname, port: targetPort } = new URL(target)
  const usual = protocol === 'https:' ? 443 : 80
  // An address instead of a name avoids a lookup for each connection.
  const host = hostname === 'localhost' ? '127.0.0.1' : hostname
  const dial = () => connect({ host, port: Number(targetPort) || usual, allowHalfOpen: true, noDelay: true })
  const server = createServer({ pauseOnConnect: true, allowHalfOpen: true, noDelay: true }, (client) =>
    accept(client, dial),
  )
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const bound = (server.address() as AddressInfo).port
  return { server, opened: { url: `${protocol}//localhost:${bound}`, port: bound } }
}
