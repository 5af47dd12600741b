import { type Crc64, EMPTY_CRC64 } from '../crc64/crc64'
import type { PacedCrc64 } from '../crc64/paced-crc64'
import type { OpenFile, Signal } from '../ports'

/** The size of one read, bytes. Only one is in memory at a time. */
const READ_BYTES = 256 * 1024
/** The size of the first read, bytes: enough to measure this device, and quick on the slowest one. */
const TRIAL_BYTES = 64 * 1024

export interface Range {
  /** Bytes. */
  position: number
  /** Bytes. */
  length: number
}

/**
 * Computes the CRC-64 of a piece of a file: by the platform beside this thread, or else by reading it. Rejects like
 * `OpenFile.read`, and with `cancelled` once the signal stops.
 * @param mayGoOn asked between two reads; false ends this with undefined. Default: always.
 */
export async function rangeCrc64(
  file: OpenFile,
  { position, length }: Range,
  checksums: PacedCrc64,
  signal: Signal,
  mayGoOn: () => boolean = () => true,
): Promise<Crc64 | undefined> {
  const byPlatform = await file.crc64?.(position, length, signal)
  if (byPlatform) return byPlatform
  let crc: Crc64 = EMPTY_CRC64
  for (let done = 0; done < length; ) {
    if (done > 0 && !mayGoOn()) return undefined
    const bytes = await file.read(position + done, Math.min(done === 0 ? TRIAL_BYTES : READ_BYTES, length - done))
    crc = await checksums.update(crc, bytes, signal)
    done += bytes.byteLength
  }
  return crc
}
