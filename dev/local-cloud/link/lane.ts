import type { Socket } from 'node:net'
import { createChunks } from './chunks'
import type { Delay } from './delay'
import type { Line, Sender } from './line'

export interface LaneOptions {
  source: Socket
  sink: Socket
  line: Line
  delay: Delay
  /** Latency of what leaves now, milliseconds. */
  latency(): number
  /** How many bytes may wait for the line, and how many may be beyond it without having been taken by the sink. */
  room(): { waiting: number; underWay: number }
  /** How many bytes of this connection the line may still carry. */
  allowance(): number
  onCrossed(size: number): void
}

/** One direction of one connection. What it holds is bounded; then it lets its source wait, as TCP does. */
export interface Lane {
  /** Bytes that are held here. */
  held(): number
  /** Looks again whether anything can go. */
  wake(): void
  /** After everything that has crossed so far the sink is reset; what has not is lost. */
  breakOff(): void
  close(): void
}

/**
 * Between the last byte and a reset. A reader on libuv that finds both at once takes the reset for a peaceful end:
 * https://github.com/libuv/libuv/blob/v1.x/src/unix/stream.c (`uv__stream_io`, the partial read)
 */
const READ_FIRST_MS = 20

export function createLane({ source, sink, line, delay, latency, room, allowance, onCrossed }: LaneOptions): Lane {
  const waiting = createChunks()
  let underWay = 0
  let ending: 'no' | 'asked' | 'sent' = 'no'

  const sender: Sender = {
    ready: () => (underWay < room().underWay ? Math.min(waiting.size(), allowance()) : 0),
    send(size) {
      const pieces = waiting.take(size)
      underWay += size
      if (source.isPaused() && waiting.size() < room().waiting / 2) source.resume()
      delay.add(latency(), () => deliver(pieces))
      onCrossed(size)
      endIfAsked()
    },
  }

  const deliver = (pieces: Uint8Array[]): void => {
    for (const piece of pieces) {
      sink.write(piece, () => {
        underWay -= piece.length
        line.offer(sender)
      })
    }
  }

  const endIfAsked = (): void => {
    if (ending !== 'asked' || waiting.size() > 0) return
    ending = 'sent'
    delay.add(latency(), () => sink.end())
  }

  source.on('data', (chunk: Buffer) => {
    waiting.push(chunk)
    if (waiting.size() >= room().waiting) source.pause()
    line.offer(sender)
  })
  source.once('end', () => {
    ending = 'asked'
    endIfAsked()
  })

  return {
    held: () => waiting.size() + underWay,
    wake: () => line.offer(sender),
    breakOff() {
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
