import type { Crc64 } from '../crc64/crc64'
import { fromDecimal, toDecimal } from '../crc64/decimal'

/** All that is needed to go on with an upload by parts after the app was killed. Kept as JSON. */
export interface Checkpoint {
  /** Of this shape. */
  v: 1
  id: string
  /** The backend's token of it. */
  upload: string
  route: string
  input?: unknown
  path: string
  name?: string
  /** Bytes. */
  size: number
  /** Media type. */
  type: string
  /** See `FileStat`. */
  modified?: number
  /** Of its bytes: see `fingerprint.ts`. */
  fingerprint: string
  /** Bytes. */
  partSize: number
  /** Of each part that has arrived, by number − 1: the CRC-64 of what was sent, a decimal; '' of the others. */
  sent: string[]
  /** ms since 1970, by this device's clock. */
  begunAt: number
  at: number
}

/**
 * The same upload of a file that was picked again: at another path, and perhaps of another date. What was sent is
 * forgotten, so that every part which OSS holds is compared with this file, byte for byte by its sum.
 */
export function repicked(checkpoint: Checkpoint, path: string): Checkpoint {
  const { modified: _, ...rest } = checkpoint
  return { ...rest, path, sent: [] }
}

/** The backend's token lives 7 days; it says the last word. */
const LIFE_MS = 7 * 24 * 60 * 60 * 1000

/** Of more parts than that, sums are not kept but computed again: a value in WeChat's storage may have 1 MB. */
const MOST_SUMS = 4000

/** Undefined for what is none of ours, or of another version. */
export function asCheckpoint(value: unknown): Checkpoint | undefined {
  const it = value as Partial<Checkpoint> | undefined | null
  if (typeof it !== 'object' || it === null || it.v !== 1) return undefined
  const texts = [it.id, it.upload, it.route, it.path, it.type, it.fingerprint]
  const numbers = [it.size, it.partSize, it.begunAt, it.at]
  const isWhole = texts.every((text) => typeof text === 'string') && numbers.every((one) => typeof one === 'number')
  return isWhole && Array.isArray(it.sent) ? (it as Checkpoint) : undefined
}

/** A clock that was set back does not make it older. */
export const isOutlived = ({ begunAt }: Checkpoint, now: number): boolean => now - begunAt > LIFE_MS

export function sentParts({ sent }: Pick<Checkpoint, 'sent'>): Map<number, Crc64> {
  const parts = new Map<number, Crc64>()
  sent.forEach((text, index) => {
    const crc = text ? fromDecimal(text) : undefined
    if (crc) parts.set(index + 1, crc)
  })
  return parts
}

export function withSentPart(checkpoint: Checkpoint, part: number, crc: Crc64, at: number): Checkpoint {
  if (part > MOST_SUMS) return { ...checkpoint, at }
  const sent = checkpoint.sent.slice()
  while (sent.length < part) sent.push('')
  sent[part - 1] = toDecimal(crc)
  return { ...checkpoint, sent, at }
}

/** The same checkpoint, with these parts and no others. */
export function withSentParts(checkpoint: Checkpoint, parts: ReadonlyMap<number, Crc64>): Checkpoint {
  const sent: string[] = []
  for (const [part, crc] of parts) {
    if (part > MOST_SUMS) continue
    while (sent.length < part) sent.push('')
    sent[part - 1] = toDecimal(crc)
  }
  return { ...checkpoint, sent }
}

/** Of the bytes, 0–99. */
export function percentOf({ sent, size, partSize }: Checkpoint): number {
  const arrived = sent.filter(Boolean).length * partSize
  return Math.min(99, Math.floor((100 * arrived) / Math.max(1, size)))
}
