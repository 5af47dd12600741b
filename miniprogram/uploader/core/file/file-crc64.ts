import type { StoredFile } from '../../contract'
import type { UploadedFile } from '../api'
import { type Crc64, EMPTY_CRC64 } from '../crc64/crc64'
import { toDecimal } from '../crc64/decimal'
import type { PacedCrc64 } from '../crc64/paced-crc64'
import { UploadError } from '../errors'
import type { LinkSpeed } from '../flow/speed'
import type { Ports, Signal } from '../ports'
import { withFile } from './local-file'

/** What the checksum of a file depends on; an `UploadContext` has all of it. */
export interface ChecksumContext {
  ports: Pick<Ports, 'files' | 'lifecycle'>
  checksums: PacedCrc64
  link: LinkSpeed
}

/** The size of one read, bytes. Only one is in memory at a time. */
const READ_BYTES = 256 * 1024
/** The size of the first read, bytes: enough to measure this device, and quick on the slowest one. */
const TRIAL_BYTES = 64 * 1024
/** A device must compute this many times faster than the link sends: else the upload would wait for its checksum. */
const LEAST_RATIO = 4
/** A device that computes so fast delays no upload noticeably, however fast its link is. */
const ENOUGH_BYTES_PER_SECOND = 100 * 1024 * 1024

/** Whether an upload at this speed of the link would wait for its checksum. False before the device is measured. */
export function isTooSlow(checksums: Pick<PacedCrc64, 'bytesPerSecond'>, linkBytesPerSecond: number): boolean {
  const least = Math.min(ENOUGH_BYTES_PER_SECOND, LEAST_RATIO * linkBytesPerSecond)
  return (checksums.bytesPerSecond() ?? least) < least
}

/**
 * Computes the CRC-64 of a whole file by reading it a second time, because a native send does not show its bytes.
 * Resolves with undefined if this device is too slow, the file cannot be read, or the signal stops.
 */
export function fileCrc64(
  { path, size }: { path: string; size: number },
  { ports: { files, lifecycle }, checksums, link }: ChecksumContext,
  signal: Signal,
): Promise<Crc64 | undefined> {
  return withFile(files, path, async (file) => {
    let crc: Crc64 = EMPTY_CRC64
    for (let position = 0; position < size; ) {
      const length = Math.min(position === 0 ? TRIAL_BYTES : READ_BYTES, size - position)
      crc = await checksums.update(crc, await file.read(position, length), signal)
      position += length
      if (position < size && isTooSlow(checksums, link.estimate(lifecycle.network()))) return undefined
    }
    return crc
  }).catch(() => undefined)
}

/**
 * Compares what is stored with what was sent.
 * @param crc that of the local file; undefined if it was not computed
 * @throws UploadError `stored-differs` if the stored bytes are not those of the file
 */
export function verifyStored(stored: StoredFile, crc: Crc64 | undefined): UploadedFile {
  if (crc && toDecimal(crc) !== stored.crc64) {
    throw new UploadError('stored-differs', { params: { crc64: stored.crc64 } })
  }
  return { ...stored, verified: crc !== undefined }
}
