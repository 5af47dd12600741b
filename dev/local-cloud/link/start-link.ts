import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { type LinkClock, SYSTEM_CLOCK } from './clock'
import { bandwidthOf, type Conditions, withConditions } from './conditions'
import { type Connection, openConnection, type Way } from './connection'
import { createLine } from './line'
import { createFates } from './loss'

export interface LinkOptions extends Partial<Conditions> {
  /** Where the bytes go: a URL whose host and port count, `http://localhost:9000`. */
  target: string
  /** Default 0: any that is free. */
  port?: number
  /** From 0, below 1; default `Math.random`. */
  random?: () => number
  clock?: LinkClock
}

export interface Door {
  /** Stands for the target's address; same scheme, host `localhost`. */
  url: string
  port: number
}

/** A network between a client and servers on this machine: TCP, slower and worse. TLS passes through as bytes. */
export interface Link extends Door {
  /** A further address that leads to another target over the same link: both share its bandwidth. */
  open(target: string, port?: number): Promise<Door>
  /** Takes effect at once, on bytes under way too; what is not named stays. Throws a RangeError. */
  set(changes: Partial<Conditions>): void
  conditions(): Conditions
  /** Resets every connection there is, once. */
  cutAll(): void
  stats(): LinkStats
  close(): Promise<void>
}

export interface LinkStats {
  /** That have crossed, from clients to targets. */
  bytesUp: number
  bytesDown: number
  /** Ever opened. */
  connections: number
  /** Of these, open now. */
  open: number
  /** Bytes that the link holds in memory now. */
  held: number
}

/** What is held grows with the bandwidth up to this, 50 MB/s: it stays bounded on a link without a limit, too. */
const MOST_PER_MS = 50_000

/** Starts a link on 127.0.0.1. */
export async function startLink(options: LinkOptions): Promise<Link> {
  const { target, port = 0, random = Math.random, clock = SYSTEM_CLOCK, ...given } = options
  let conditions = withConditions(given)
  const lines = { up: createLine(clock), down: createLine(clock) }
  const fates = createFates(random)
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
      room: (way) => roomOf(conditions, way),
      fate: fates.next(conditions.loss),
      onClosed: () => connections.delete(connection),
    })
    connections.add(connection)
  }

  const open = async (address: string, at = 0): Promise<Door> => {
    const { server, door } = await listen(address, at, accept)
    servers.push(server)
    return door
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

/** A tenth of a second waits before the line, as in a router; beyond it, what latency keeps in the air. */
function roomOf(conditions: Conditions, way: Way): { waiting: number; underWay: number } {
  const perMs = Math.min(bandwidthOf(conditions, way) / 1000, MOST_PER_MS)
  const { latencyMs, jitterMs } = conditions
  return {
    waiting: Math.min(1024 * 1024, Math.max(64 * 1024, perMs * 100)),
    underWay: 256 * 1024 + perMs * (latencyMs + jitterMs) * 2,
  }
}

async function listen(target: string, port: number, accept: (client: Socket, dial: () => Socket) => void) {
  const { protocol, hostname, port: targetPort } = new URL(target)
  const usual = protocol === 'https:' ? 443 : 80
  // What is on this machine listens there: no look-up for each connection.
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
  return { server, door: { url: `${protocol}//localhost:${bound}`, port: bound } }
}
