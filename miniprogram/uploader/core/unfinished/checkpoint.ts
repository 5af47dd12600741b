import { LIMITS, type MultipartTicket } from '../../contract'
import type { LocalFile } from '../api'
import { isRecord, isText, isWhole } from '../backend/json'
import type { Purpose } from '../backend/tickets/ticket-batcher'
import type { PartSum } from '../crc64/crc64'
import { fromDecimal, toDecimal } from '../crc64/decimal'
import type { Inspected } from '../file/local-file'

/** All that is needed to resume an upload by parts after the app was killed. Stored as JSON. */
export interface Checkpoint {
  /** The version of this shape. */
  v: 1
  id: string
  /** The backend's token for the upload. */
  upload: string
  route: string
  input?: unknown
  path: string
  name?: string
  /** Bytes. */
  size: number
  /** Media type. */
  type: string
  /** See `FileStat.modified`. */
  modified?: number
  /** See `fingerprint.ts`. */
  fingerprint: string
  /** Bytes of each part but the last. */
  partSize: number
  /**
   * The CRC-64 of each part that has arrived, as a decimal, at index number − 1; '' for the others. Behind a '~' it is
   * that which OSS has computed.
   */
  sent: string[]
  /** ms since 1970, by this device's clock. */
  begunAt: number
  /** When the last part arrived. */
  at: number
}

export interface BegunUpload extends Inspected {
  id: string
  file: LocalFile
  purpose: Purpose
  ticket: MultipartTicket
}

/** The checkpoint of an upload that has sent nothing yet. */
export function newCheckpoint(
  { id, file, purpose, ticket, declaration, stat }: BegunUpload,
  fingerprint: string,
  now: number,
): Checkpoint {
  const { size, type, name } = declaration
  return {
    v: 1,
    id,
    upload: ticket.upload,
    route: purpose.route,
    ...(purpose.input === undefined ? {} : { input: purpose.input }),
    path: file.path,
    ...(name ? { name } : {}),
    size,
    type,
    ...(stat.modified === undefined ? {} : { modified: stat.modified }),
    fingerprint,
    partSize: ticket.partSize,
    sent: [],
    begunAt: now,
    at: now,
  }
}

/**
 * The same upload with a file that was picked again: the path differs, and perhaps the date. The checksums of the parts
 * are dropped, so that each part which OSS holds is compared with the checksum of this file's bytes.
 */
export function repicked(checkpoint: Checkpoint, path: string): Checkpoint {
  const { modified: _, ...rest } = checkpoint
  return { ...rest, path, sent: [] }
}

/** The backend's token also lives 7 days; the backend decides. */
const LIFE_MS = 7 * 24 * 60 * 60 * 1000

/** Checksums of later parts are not stored but recomputed: a value in WeChat's storage may have at most 1 MB. */
const MOST_CHECKSUMS = 4000

/** Undefined unless the value is a whole checkpoint of this version: storage may be damaged, or written by others. */
export function asCheckpoint(value: unknown): Checkpoint | undefined {
  if (!isRecord(value) || value.v !== 1) return undefined
  const { size, partSize, sent, name, modified, begunAt, at } = value
  if (![value.id, value.upload, value.route, value.path, value.type, value.fingerprint].every(isText)) return undefined
  if (name !== undefined && !isText(name)) return undefined
  if (![begunAt, at, modified ?? 0].every(Number.isFinite)) return undefined
  // Parts without a length would be counted without end.
  if (!isWhole(size) || !isWhole(partSize) || size / partSize > LIMITS.partsPerUpload) return undefined
  const isSent = Array.isArray(sent) && sent.length <= Math.ceil(size / partSize) && sent.every(isChecksum)
  return isSent ? (value as unknown as Checkpoint) : undefined
}

/** '' stands for a part that has not arrived. */
const isChecksum = (value: unknown): boolean => value === '' || (isText(value) && readSum(value) !== undefined)

const BY_OSS = '~'

function readSum(text: string): PartSum | undefined {
  if (text[0] !== BY_OSS) return fromDecimal(text)
  const crc = fromDecimal(text.slice(1))
  return crc && { ...crc, byOss: true }
}

const writeSum = (sum: PartSum | undefined): string => (sum ? (sum.byOss ? BY_OSS : '') + toDecimal(sum) : '')

/** The backend's token in a checkpoint, even if that is damaged: what OSS holds of the upload can still be removed. */
export const tokenIn = (value: unknown): string | undefined =>
  isRecord(value) && isText(value.upload) ? value.upload : undefined

/** Whether the checkpoint is too old to resume. If the clock was set back, the age is negative: not too old. */
export const isOutlived = ({ begunAt }: Checkpoint, now: number): boolean => now - begunAt > LIFE_MS

export function sentParts({ sent }: Pick<Checkpoint, 'sent'>): Map<number, PartSum> {
  const parts = new Map<number, PartSum>()
  sent.forEach((text, index) => {
    const sum = readSum(text)
    if (sum) parts.set(index + 1, sum)
  })
  return parts
}

export function withSentPart(checkpoint: Checkpoint, part: number, sum: PartSum | undefined, at: number): Checkpoint {
  if (part > MOST_CHECKSUMS) return { ...checkpoint, at }
  const sent = checkpoint.sent.slice()
  while (sent.length < part) sent.push('')
  sent[part - 1] = writeSum(sum)
  return { ...checkpoint, sent, at }
}

/** The same checkpoint, with exactly these parts as sent. */
export function withSentParts(checkpoint: Checkpoint, parts: ReadonlyMap<number, PartSum | undefined>): Checkpoint {
  const sent: string[] = []
  for (const [part, sum] of parts) {
    if (part > MOST_CHECKSUMS) continue
    while (sent.length < part) sent.push('')
    sent[part - 1] = writeSum(sum)
  }
  return { ...checkpoint, sent }
}

/** The share of the bytes that has arrived, 0–99. */
export function percentOf({ sent, size, partSize }: Checkpoint): number {
  const arrived = sent.filter(Boolean).length * partSize
  return Math.min(99, Math.floor((100 * arrived) / Math.max(1, size)))
}
