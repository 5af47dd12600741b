import type { Signal } from '../flow/cancellation'
import { limiter } from '../flow/limiter'
import { sleep } from '../flow/waiting'
import type { Clock } from '../ports'
import { type Crc64, updateCrc64 } from './crc64'

/**
 * CRC-64 of much at once, in slices between which the app's own code gets its turn: a phone that interprets
 * JavaScript does some tens of MB a second. One a device: whoever shares it takes turns, and shares what it has learnt.
 */
export interface PacedCrc64 {
  /** The checksum of what `crc` is of, followed by `bytes`. Rejects with `cancelled` once the signal stops. */
  update(crc: Crc64, bytes: ArrayBuffer, signal: Signal): Promise<Crc64>
  /** What this device is known to manage, rounded down; undefined before the first slice. */
  bytesPerSecond(): number | undefined
}

/** Nobody sees a pause of 8 ms: it is half a frame. */
const MOST_MS = 8

/** The first slice, bytes: 4 ms on a device of 16 MB/s. */
const FIRST_BYTES = 64 * 1024
const LEAST_BYTES = 8 * 1024
const MOST_BYTES = 4 * 1024 * 1024

/** Who took that long was asleep, or had its clock set, ms. */
const ABSURD_MS = 1_000

export function pacedCrc64(clock: Clock): PacedCrc64 {
  // Two at once would have their slices run back to back.
  const turn = limiter(1)
  let sliceBytes = FIRST_BYTES
  let measured = { bytes: 0, ms: 0 }

  function oneSlice(crc: Crc64, slice: Uint8Array): Crc64 {
    const startedAt = clock.now()
    const next = updateCrc64(crc, slice)
    const tookMs = clock.now() - startedAt
    if (tookMs >= 0 && tookMs < ABSURD_MS) {
      measured = { bytes: measured.bytes + slice.length, ms: measured.ms + tookMs }
      if (slice.length === sliceBytes) sliceBytes = nextSliceBytes(sliceBytes, tookMs)
    }
    return next
  }

  return {
    update: (crc, bytes, signal) =>
      turn.run(async () => {
        let soFar = crc
        let position = 0
        while (position < bytes.byteLength) {
          await sleep(clock, 0, signal)
          const slice = new Uint8Array(bytes, position, Math.min(sliceBytes, bytes.byteLength - position))
          soFar = oneSlice(soFar, slice)
          position += slice.length
        }
        return soFar
      }, signal),

    // The clock tells whole milliseconds: it took less than one more than it says.
    bytesPerSecond: () => (measured.bytes > 0 ? (measured.bytes * 1000) / (measured.ms + 1) : undefined),
  }
}

/** Twice as much only when that cannot take too long, even if the clock rounded a millisecond away. */
export function nextSliceBytes(bytes: number, tookMs: number): number {
  if ((tookMs + 1) * 2 < MOST_MS) return Math.min(MOST_BYTES, bytes * 2)
  return tookMs + 1 >= MOST_MS ? Math.max(LEAST_BYTES, bytes / 2) : bytes
}
