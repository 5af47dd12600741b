import { LIMITS } from '../../contract'
import type { Network } from '../ports'

const MB = 1024 * 1024

/** A part that a link carries in some seconds: less is lost when one breaks, and progress moves. */
const BY_NETWORK: Record<Network['type'], number> = {
  wifi: 4 * MB,
  '5g': 4 * MB,
  '4g': 2 * MB,
  '3g': MB,
  '2g': MB,
  unknown: 2 * MB,
}

/** More parts cost more requests than smaller losses save. */
const MOST_WANTED = 1000
const LARGEST = 10 * MB

/**
 * Bytes of each part but the last: by network and file size, 1 to 10 MB; larger only where OSS's 10,000 parts demand it.
 * `most`: what this device has shown to bear, bytes.
 */
export function partSizeFor(size: number, { type, weak }: Network, most: number): number {
  const forLink = weak ? MB : BY_NETWORK[type]
  const forSize = Math.min(LARGEST, size / MOST_WANTED)
  const wanted = Math.min(Math.max(forLink, forSize), Math.max(MB, most))
  return Math.ceil(Math.max(wanted, size / LIMITS.partsPerUpload) / MB) * MB
}
