import type { Socket } from 'node:net'
import type { LinkClock } from './clock'
import type { Loss } from './conditions'
import { createDelay } from './delay'
import { createLane, type Lane } from './lane'
import type { Line } from './line'

/** From the client to the target, or back. */
export type Way = 'up' | 'down'

export interface ConnectionOptions {
  client: Socket
  /** Connects to the target. */
  dial(): Socket
  clock: LinkClock
  lines: Record<Way, Line>
  /** Latency of bytes that leave now, milliseconds, with jitter. */
  latency(): number
  limits(way: Way): { waiting: number; inFlight: number }
  /** How this connection will break, if it does. */
  loss: Loss | undefined
  onClosed(): void
}

export interface Connection {
  /** Bytes that the connection holds in memory. */
  held(): number
  /** Resets both ends at once. */
  cut(): void
  /** Checks again whether bytes can be sent. */
  wake(): void
}

/** One client's connection through the link, with a lane for each direction. It opens a round trip after the request. */
export function openConnection(options: ConnectionOptions): Connection {
  const { client, dial, clock, lines, latency, limits, loss, onClosed } = options
  // Paused before a listener is added, otherwise its bytes would flow at once.
  client.pause()
  const target = dial()
  const isReset = loss?.how === 'reset'
  let left = loss ? (loss.afterBytes ?? 0) : Number.POSITIVE_INFINITY

  const laneOf = (way: Way) => {
    const [source, sink] = way === 'up' ? [client, target] : [target, client]
    const onCrossed = (size: number): void => {
      left -= size
      if (left > 0 || !isReset) return
      // The sender of the last byte is reset at once; what has crossed still arrives.
      lanes[way].reset()
      source.resetAndDestroy()
    }
    const delay = createDelay(clock)
    return createLane({
      source,
      sink,
      line: lines[way],
      delay,
      latency,
      limits: () => limits(way),
      bytesLeft: () => left,
      onCrossed,
    })
  }
  const lanes: Record<Way, Lane> = { up: laneOf('up'), down: laneOf('down') }

  const cut = (): void => {
    client.resetAndDestroy()
    target.resetAndDestroy()
  }

  // A client can send only a round trip after it connects, and only if the target accepts the connection.
  const opening = createDelay(clock)
  target.once('connect', () =>
    opening.add(latency() + latency(), () => {
      if (isReset && left === 0) cut()
      else client.resume()
    }),
  )

  let open = 2
  const onClose = (socket: Socket, way: Way, hadError: boolean): void => {
    const back = way === 'up' ? 'down' : 'up'
    lanes[back].close()
    // A reset arrives after the bytes that were sent before it.
    if (hadError || !socket.readableEnded) lanes[way].reset()
    open -= 1
    if (open > 0) return
    opening.clear()
    lanes[way].close()
    onClosed()
  }
  client.once('close', (hadError) => onClose(client, 'up', hadError))
  target.once('close', (hadError) => onClose(target, 'down', hadError))
  // The `close` event that follows is enough.
  client.on('error', () => {})
  target.on('error', () => {})

  return {
    held: () => lanes.up.held() + lanes.down.held(),
    cut,
    wake() {
      lanes.up.wake()
      lanes.down.wake()
    },
  }
}
