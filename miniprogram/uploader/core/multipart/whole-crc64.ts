import { combineCrc64 } from '../crc64/combine'
import { type Crc64, EMPTY_CRC64 } from '../crc64/crc64'
import type { Part } from './plan'

/** The checksum of the whole file, from those of its parts; undefined unless all are known. */
export function wholeCrc64(parts: readonly Part[], known: ReadonlyMap<number, Crc64>): Crc64 | undefined {
  let whole = EMPTY_CRC64
  for (const { number, length } of parts) {
    const crc = known.get(number)
    if (!crc) return undefined
    whole = combineCrc64(whole, crc, length)
  }
  return whole
}
