import { LIMITS } from '../../contract'
import { combineCrc64 } from '../crc64/combine'
import { type Crc64, EMPTY_CRC64, type PartSum } from '../crc64/crc64'
import type { Network } from '../ports'

const MB = 1024 * 1024

/** A link of each kind sends such a part within seconds: a broken send loses little, and progress moves. */
const BY_NETWORK: Record<Network['type'], number> = {
  wifi: 4 * MB,
  '5g': 4 * MB,
  '4g': 2 * MB,
  '3g': MB,
  '2g': MB,
  unknown: 2 * MB,
}

/** With more parts, the extra requests cost more than the smaller losses save. */
const MOST_WANTED = 1000
const LARGEST = 10 * MB

/** As large as the link sends in this time: fewer parts cost fewer requests, and a broken send loses only one of them. */
const STREAMED_SECONDS = 8
const LARGEST_STREAMED = 16 * MB
/** A file of a few parts would lose most of itself when the page is reloaded. */
const LEAST_STREAMED_PARTS = 8
/** While nothing is known of the link, bytes a second. */
const CAUTIOUS_SPEED = MB / 2

/**
 * Bytes of each part but the last, where parts are not in memory: by the speed of the link and the size of the file, 1 to
 * 16 MB; larger only where OSS's limit of 10,000 parts demands it.
 * @param most as in `partSizeFor`
 */
export function streamedPartSize(size: number, bytesPerSecond: number | undefined, most: number): number {
  const forLink = Math.floor(((bytesPerSecond ?? CAUTIOUS_SPEED) * STREAMED_SECONDS) / MB) * MB
  return inMegabytes(size, Math.min(LARGEST_STREAMED, forLink, size / LEAST_STREAMED_PARTS, most))
}

/**
 * Bytes of each part but the last: by network and file size, 1 to 10 MB; larger only where OSS's limit of 10,000 parts
 * demands it.
 * @param most the largest part that this device has proved able to send, bytes
 */
export function partSizeFor(size: number, { type, weak }: Network, most: number): number {
  const forLink = weak ? MB : BY_NETWORK[type]
  const forSize = Math.min(LARGEST, size / MOST_WANTED)
  const wanted = Math.min(Math.max(forLink, forSize), Math.max(MB, most))
  return inMegabytes(size, wanted)
}

/** Rounds up to whole megabytes, and to what the limit on the number of parts demands. */
const inMegabytes = (size: number, wanted: number): number =>
  Math.ceil(Math.max(MB, wanted, size / LIMITS.partsPerUpload) / MB) * MB

/** A piece of a file. */
export interface Part {
  /** From 1. */
  number: number
  /** Bytes. */
  position: number
  /** Bytes. */
  length: number
}

export function partsOf(size: number, partSize: number): Part[] {
  const parts: Part[] = []
  for (let position = 0; position < size; position += partSize) {
    parts.push({ number: parts.length + 1, position, length: Math.min(partSize, size - position) })
  }
  return parts
}

/** Combines the checksums of the parts into that of the whole file; undefined unless this device has computed all. */
export function wholeCrc64(parts: readonly Part[], known: ReadonlyMap<number, PartSum | undefined>): Crc64 | undefined {
  let whole = EMPTY_CRC64
  for (const { number, length } of parts) {
    const crc = known.get(number)
    if (!crc || crc.byOss) return undefined
    whole = combineCrc64(whole, crc, length)
  }
  return whole
}
