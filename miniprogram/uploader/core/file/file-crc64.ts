import type { StoredFile } from '../../contract'
import type { UploadedFile } from '../api'
import type { Crc64 } from '../crc64/crc64'
import { toDecimal } from '../crc64/decimal'
import type { PacedCrc64 } from '../crc64/paced-crc64'
import { UploadError } from '../errors'
import type { LinkSpeed } from '../flow/speed'
import type { Ports, Signal } from '../ports'
import { withFile } from './local-file'
import { rangeCrc64 } from './range-crc64'

/** What the checksum of a file depends on; an `UploadContext` has all of it. */
export interface ChecksumContext {
  ports: Pick<Ports, 'files' | 'lifecycle'>
  checksums: PacedCrc64
  link: LinkSpeed
}

/** A device must compute this many times faster than the link sends: else the upload would wait for its checksum. */
const LEAST_RATIO = 4
/** A device that computes so fast delays no upload noticeably, however fast its link is. */
const ENOUGH_BYTES_PER_SECOND = 100 * 1024 * 1024

/** Whether an upload at this speed of the link would wait for its checksum. False before the device is measured. */
export function isTooSlow(checksums: Pick<PacedCrc64, 'bytesPerSecond'>, linkBytesPerSecond: number): boolean {
  const least = Math.min(ENOUGH_BYTES_PER_SECOND, LEAST_RATIO * linkBytesPerSecond)
  return (checksums.bytesPerSecond() ?? least) < least
}

/** The largest file that is kept in memory for its checksum where files are read only as a whole, bytes. */
const MOST_WHOLE_BYTES = 16 * 1024 * 1024

/**
 * Computes the CRC-64 of a whole file by reading it a second time, because a native send does not show its bytes.
 * Resolves with undefined if this device is too slow, the file cannot be read or is too large to be read as a whole, or
 * the signal stops.
 */
export function fileCrc64(
  { path, size }: { path: string; size: number },
  { ports: { files, lifecycle }, checksums, link }: ChecksumContext,
  signal: Signal,
): Promise<Crc64 | undefined> {
  if (size > MOST_WHOLE_BYTES && files.readsWhole?.()) return Promise.resolve(undefined)
  const mayGoOn = (): boolean => !isTooSlow(checksums, link.estimate(lifecycle.network()))
  return withFile(files, path, (file) =>
    rangeCrc64(file, { position: 0, length: size }, checksums, signal, mayGoOn),
  ).catch(() => undefined)
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
