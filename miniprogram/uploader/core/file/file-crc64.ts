import { type Crc64, EMPTY_CRC64 } from '../crc64/crc64'
import type { PacedCrc64 } from '../crc64/paced-crc64'
import type { Signal } from '../flow/cancellation'
import type { FileSource } from '../ports'
import { withFile } from './with-file'

export interface ChecksumTerms {
  files: FileSource
  checksums: PacedCrc64
  /** Of the link, bytes a second. */
  linkBytesPerSecond: number
}

/** One read is held at a time, bytes. */
const READ_BYTES = 256 * 1024
/** As much tells how fast this device is, and costs the slowest no more than a moment. */
const TRIAL_BYTES = 64 * 1024
/** Of the link's speed: below, a send would have to wait for its checksum, or the page for both. */
const LEAST_RATIO = 4

/**
 * The CRC-64 of a whole file by a second read, beside the native send of which nobody sees the bytes. Undefined when
 * this device is too slow for it, the file cannot be read, or nobody wants it any more.
 */
export function fileCrc64(
  path: string,
  size: number,
  terms: ChecksumTerms,
  signal: Signal,
): Promise<Crc64 | undefined> {
  return withFile(terms.files, path, async (file) => {
    let crc: Crc64 = EMPTY_CRC64
    for (let position = 0; position < size; ) {
      const length = Math.min(position === 0 ? TRIAL_BYTES : READ_BYTES, size - position)
      crc = await terms.checksums.update(crc, await file.read(position, length), signal)
      position += length
      if (position < size && isTooSlow(terms)) return undefined
    }
    return crc
  }).catch(() => undefined)
}

const isTooSlow = ({ checksums, linkBytesPerSecond }: ChecksumTerms): boolean =>
  (checksums.bytesPerSecond() ?? 0) < LEAST_RATIO * linkBytesPerSecond
