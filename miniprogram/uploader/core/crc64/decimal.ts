/**
 * CRC-64 as OSS writes it, in `x-oss-hash-crc64ecma`: an unsigned decimal of up to 20 digits, too many for a Number.
 */
import type { Crc64 } from './crc64'

const TEN_DIGITS = 10_000_000_000
const WORD = 0x1_0000_0000

/** Long division by ten digits' worth, 16 bits at a time: no step exceeds what a Number holds exactly. */
export function toDecimal({ high, low }: Crc64): string {
  let front = 0
  let rest = 0
  for (const piece of [high >>> 16, high & 0xffff, low >>> 16, low & 0xffff]) {
    const value = rest * 0x10000 + piece
    front = front * 0x10000 + Math.floor(value / TEN_DIGITS)
    rest = value % TEN_DIGITS
  }
  return front > 0 ? `${front}${String(rest).padStart(10, '0')}` : String(rest)
}

/** Undefined if the text is not such a number. */
export function fromDecimal(text: string): Crc64 | undefined {
  if (!/^\d{1,20}$/.test(text)) return undefined
  let high = 0
  let low = 0
  for (const digit of text) {
    const grown = low * 10 + Number(digit)
    low = grown % WORD
    high = high * 10 + Math.floor(grown / WORD)
  }
  return high < WORD ? { high, low } : undefined
}
