import type { Socket } from 'node:net'
import { createChunks } from './chunks'
import type { Delay } from './delay'
import type { Line, Sender } from './line'

export interface LaneOptions {
  source: Socket
  sink: Socket
  line: Line
  delay: Delay
  /** Latency of bytes that leave now, milliseconds. */
  latency(): number
  /** How many bytes may wait for the line, and how many may have crossed it without being taken by the sink. */
  limits(): { waiting: number; inFlight: number }
  /** How many bytes of this connection may still cross the line. */
  bytesLeft(): number
  onCrossed(size: number): void
}

/** One direction of one connection. It holds a limited number of bytes and then pauses its source, as TCP does. */
export interface Lane {
  /** Bytes that the lane holds in memory. */
  held(): number
  /** Checks again whether bytes can be sent. */
  wake(): void
  /** Resets the sink after everything that has crossed so far; waiting bytes are lost. */
  reset(): void
  close(): void
}

/**
 * The time between the last byte and a reset. A reader on libuv that gets both at once sees a normal end instead:
 * https://github.com/libuv/libuv/blob/v1.x/src/unix/stream.c (`uv__stream_io`, the partial read)
 */
const READ_FIRST_MS = 20

export function createLane({ source, sink, line, delay, latency, limits, bytesLeft, onCrossed }: LaneOptions): Lane {
  const waiting = createChunks()
  let inFlight = 0
  let ending: 'no' | 'requested' | 'sent' = 'no'

  const sender: Sender = {
    ready: () => (inFlight < limits().inFlight ? Math.min(waiting.size(), bytesLeft()) : 0),
    send(size) {
      const pieces = waiting.take(size)
      inFlight += size
      if (source.isPaused() && waiting.size() < limits().waiting / 2) source.resume()
      delay.add(latency(), () => deliver(pieces))
      onCrossed(size)
      endIfRequested()
    },
  }

  const deliver = (pieces: Uint8Array[]): void => {
    for (const piece of pieces) {
      sink.write(piece, () => {
        inFlight -= piece.length
        line.offer(sender)
      })
    }
  }

  const endIfRequested = (): void => {
    if (ending !== 'requested' || waiting.size() > 0) return
    ending = 'sent'
    delay.add(latency(), () => sink.end())
  }

  source.on('data', (chunk: Buffer) => {
    waiting.push(chunk)
    if (waiting.size() >= limits().waiting) source.pause()
    line.offer(sender)
  })
  source.once('end', () => {
    ending = 'requested'
    endIfRequested()
  })

  return {
    held: () => waiting.size() + inFlight,
    wake: () => line.offer(sender),
    reset() {
      line.withdraw(sender)
      waiting.clear()
      delay.add(latency() + READ_FIRST_MS, () => sink.resetAndDestroy())
    },
    close() {
      line.withdraw(sender)
      delay.clear()
      waiting.clear()
    },
  }
}
