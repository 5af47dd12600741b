import { limiter } from '../flow/limiter'
import { sleep } from '../flow/waiting'
import type { Clock, Signal } from '../ports'
import { type Crc64, updateCrc64 } from './crc64'

/**
 * Computes CRC-64 in slices, so that the app's own code can run in between: a phone that interprets JavaScript computes
 * some tens of MB a second. All uploads of one engine share it: they take turns, and share the measured speed.
 */
export interface PacedCrc64 {
  /**
   * Continues a checksum over more bytes. Rejects with `cancelled` once the signal stops.
   * @param restMs how long to rest before the next slice, so that a slow device has time for other work. Default: 0.
   */
  update(crc: Crc64, bytes: ArrayBuffer, signal: Signal, restMs?: () => number): Promise<Crc64>
  /** The measured speed of this device, rounded down; undefined before the first slice. */
  bytesPerSecond(): number | undefined
}

/** The longest slice, ms: half a frame, so that no user notices. */
const MOST_MS = 8

/** The first slice, bytes: 4 ms on a device of 16 MB/s. */
const FIRST_BYTES = 64 * 1024
const LEAST_BYTES = 8 * 1024
const MOST_BYTES = 4 * 1024 * 1024

/** If a slice took this long, the device was asleep or its clock was set, ms. */
const ABSURD_MS = 1_000

export function pacedCrc64(clock: Clock): PacedCrc64 {
  // Side by side, the slices of two would run without a pause.
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
    update: (crc, bytes, signal, restMs = () => 0) =>
      turn.run(async () => {
        let soFar = crc
        let position = 0
        while (position < bytes.byteLength) {
          await sleep(clock, restMs(), signal)
          const slice = new Uint8Array(bytes, position, Math.min(sliceBytes, bytes.byteLength - position))
          soFar = oneSlice(soFar, slice)
          position += slice.length
        }
        return soFar
      }, signal),

    // The clock counts whole milliseconds, so the true time is up to one longer.
    bytesPerSecond: () => (measured.bytes > 0 ? (measured.bytes * 1000) / (measured.ms + 1) : undefined),
  }
}

/** Doubles the slice only if it then cannot take too long, even if the clock has rounded a millisecond away. */
export function nextSliceBytes(bytes: number, tookMs: number): number {
  if ((tookMs + 1) * 2 < MOST_MS) return Math.min(MOST_BYTES, bytes * 2)
  return tookMs + 1 >= MOST_MS ? Math.max(LEAST_BYTES, bytes / 2) : bytes
}
