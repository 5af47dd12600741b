/**
 * CRC-64/XZ, which OSS calls crc64ecma: https://reveng.sourceforge.io/crc-catalogue/all.htm#crc.cat.crc-64-xz
 * In two 32-bit halves: phones lack BigInt, and have it slow where they do not.
 */

/** A plain value, which a checkpoint can hold. Both halves are unsigned. */
export interface Crc64 {
  readonly high: number
  readonly low: number
}

/** Of no bytes at all. */
export const EMPTY_CRC64: Crc64 = { high: 0, low: 0 }

/** The reversed polynomial, as the lowest bit meets it. */
export const POLYNOMIAL: Crc64 = { high: 0xc96c5795, low: 0xd7870f42 }

/** The checksum of what `crc` is of, followed by `bytes`. Takes as long as it takes: see `paced-crc64.ts`. */
export function updateCrc64(crc: Crc64, bytes: Uint8Array): Crc64 {
  const start = { high: ~crc.high, low: ~crc.low }
  // A view of words must begin at a multiple of four in its buffer.
  const head = Math.min(bytes.length, -bytes.byteOffset & 3)
  const tail = bytes.length - ((bytes.length - head) & 3)
  const { buffer, byteOffset } = bytes
  const words = tail > head ? new Int32Array(buffer, byteOffset + head, (tail - head) / 4) : new Int32Array(0)
  const afterWords = overWords(overBytes(start, bytes.subarray(0, head)), words)
  const { high, low } = overBytes(afterWords, bytes.subarray(tail))
  return { high: ~high >>> 0, low: ~low >>> 0 }
}

export const isSameCrc64 = (a: Crc64, b: Crc64): boolean => a.high === b.high && a.low === b.low

/**
 * What each value of a word's bits 0–10, 11–21 and 22–31 does to the register, at 0, 2048 and 4096. Fewer look-ups a
 * byte than with four tables of 256: measured, 1.1 times their speed with a JIT compiler, 1.4 times without one.
 * Signed, since numbers beyond 31 bits cost a phone an allocation each.
 */
interface Tables {
  high: Int32Array
  low: Int32Array
}

const MIDDLE = 2048
const TOP = 4096

let made: Tables | undefined

function tables(): Tables {
  made ??= makeTables()
  return made
}

function makeTables(): Tables {
  const high = new Int32Array(TOP + 1024)
  const low = new Int32Array(TOP + 1024)
  effectsOfBits().forEach((effect, bit) => {
    const base = bit < 11 ? 0 : bit < 22 ? MIDDLE : TOP
    // What several bits do is what each does, by exclusive or.
    const size = 1 << (bit % 11)
    for (let value = base; value < base + size; value += 1) {
      high[size + value] = (high[value] as number) ^ effect.high
      low[size + value] = (low[value] as number) ^ effect.low
    }
  })
  return { high, low }
}

/** From the lowest to the highest: the highest does what the polynomial says, each below it the same, shifted on. */
function effectsOfBits(): Crc64[] {
  const effects: Crc64[] = []
  let { high, low } = POLYNOMIAL
  for (let bit = 31; bit >= 0; bit -= 1) {
    effects.unshift({ high, low })
    const carry = low & 1
    low = ((low >>> 1) | (high << 31)) ^ (carry && POLYNOMIAL.low)
    high = (high >>> 1) ^ (carry && POLYNOMIAL.high)
  }
  return effects
}

/** Four bytes at a time, read as this device's words: all that run WeChat are little-endian. */
function overWords(start: Crc64, words: Int32Array): Crc64 {
  const { high, low } = tables()
  const { length } = words
  let h = start.high
  let l = start.low
  for (let i = 0; i < length; i += 1) {
    const word = l ^ (words[i] as number)
    const bottom = word & 2047
    const middle = MIDDLE | ((word >>> 11) & 2047)
    const top = TOP | (word >>> 22)
    l = h ^ (low[bottom] as number) ^ (low[middle] as number) ^ (low[top] as number)
    h = (high[bottom] as number) ^ (high[middle] as number) ^ (high[top] as number)
  }
  return { high: h, low: l }
}

/** The few before and after the words. A byte does what a word does that has it on top. */
function overBytes(start: Crc64, bytes: Uint8Array): Crc64 {
  const { high, low } = tables()
  let { high: h, low: l } = start
  for (let i = 0; i < bytes.length; i += 1) {
    const index = TOP | (((l ^ (bytes[i] as number)) & 0xff) << 2)
    l = ((l >>> 8) | (h << 24)) ^ (low[index] as number)
    h = (h >>> 8) ^ (high[index] as number)
  }
  return { high: h, low: l }
}
