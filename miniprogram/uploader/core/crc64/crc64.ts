/**
 * CRC-64/XZ, which OSS calls crc64ecma: https://reveng.sourceforge.io/crc-catalogue/all.htm#crc.cat.crc-64-xz
 * Kept in two 32-bit halves: many phones lack BigInt, and where it exists it is slow.
 */

/** A checksum. Both halves are unsigned. */
export interface Crc64 {
  readonly high: number
  readonly low: number
}

/** The checksum of a part that OSS holds. */
export interface PartSum extends Crc64 {
  /** Only OSS has computed it, of the bytes that arrived: it says nothing about the file on this device. */
  readonly byOss?: true
}

/** The checksum of no bytes. */
export const EMPTY_CRC64: Crc64 = { high: 0, low: 0 }

/** The polynomial in reversed bit order. */
export const POLYNOMIAL: Crc64 = { high: 0xc96c5795, low: 0xd7870f42 }

/** Continues a checksum over more bytes. Blocks the thread until it is done: see `paced-crc64.ts`. */
export function updateCrc64(crc: Crc64, bytes: Uint8Array): Crc64 {
  const start = { high: ~crc.high, low: ~crc.low }
  // An Int32Array must begin at a multiple of four in its buffer.
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
 * How each value of a word's bits 0–10, 11–21 and 22–31 changes the register; the three tables begin at 0, 2048 and
 * 4096. They need fewer look-ups per byte than four tables of 256: measured, they are 1.1 times as fast with a JIT
 * compiler and 1.4 times without. The entries are signed, because on phones a number beyond 31 bits is allocated.
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
    // The effect of several bits is the exclusive or of the effects of each.
    const size = 1 << (bit % 11)
    for (let value = base; value < base + size; value += 1) {
      high[size + value] = (high[value] as number) ^ effect.high
      low[size + value] = (low[value] as number) ^ effect.low
    }
  })
  return { high, low }
}

/**
 * The effect of each bit, lowest first: the highest bit has the polynomial, each lower bit that of the next, shifted.
 */
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

/** Processes four bytes at a time, in the device's byte order: all devices that run WeChat are little-endian. */
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

/** Processes the few bytes before and after the words. A byte has the effect of a word with that byte on top. */
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
