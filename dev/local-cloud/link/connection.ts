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
  /** Of what leaves now, milliseconds, jitter in it. */
  latency(): number
  room(way: Way): { waiting: number; underWay: number }
  /** What will happen to this one. */
  fate: Loss | undefined
  onClosed(): void
}

export interface Connection {
  /** Bytes that are held here. */
  held(): number
  /** Both ends learn at once that it is gone. */
  cut(): void
  wake(): void
}

/** One client's connection through the link: two lanes, opened a round trip after it was asked for. */
export function openConnection(options: ConnectionOptions): Connection {
  const { client, dial, clock, lines, latency, room, fate, onClosed } = options
  // Before anybody listens to it, or its bytes would flow at once.
  client.pause()
  const target = dial()
  const breaks = fate?.how === 'reset'
  let left = fate ? (fate.afterBytes ?? 0) : Number.POSITIVE_INFINITY

  const laneOf = (way: Way) => {
    const [source, sink] = way === 'up' ? [client, target] : [target, client]
    const onCrossed = (size: number): void => {
      left -= size
      if (left > 0 || !breaks) return
      // Whoever sent the last byte learns at once; what has crossed still arrives.
      lanes[way].breakOff()
      source.resetAndDestroy()
    }
    const delay = createDelay(clock)
    return createLane({
      source,
      sink,
      line: lines[way],
      delay,
      latency,
      room: () => room(way),
      allowance: () => left,
      onCrossed,
    })
  }
  const lanes: Record<Way, Lane> = { up: laneOf('up'), down: laneOf('down') }

  const cut = (): void => {
    client.resetAndDestroy()
    target.resetAndDestroy()
  }

  // A round trip passes before a client that connects can send, and the target has to be there.
  const opening = createDelay(clock)
  target.once('connect', () =>
    opening.add(latency() + latency(), () => {
      if (breaks && left === 0) cut()
      else client.resume()
    }),
  )

  let open = 2
  const onClose = (socket: Socket, way: Way, hadError: boolean): void => {
    const back = way === 'up' ? 'down' : 'up'
    lanes[back].close()
    // A reset travels as bytes do, after those that were sent before it.
    if (hadError || !socket.readableEnded) lanes[way].breakOff()
    open -= 1
    if (open > 0) return
    opening.clear()
    lanes[way].close()
    onClosed()
  }
  client.once('close', (hadError) => onClose(client, 'up', hadError))
  target.once('close', (hadError) => onClose(target, 'down', hadError))
  // The close that follows says it all.
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
