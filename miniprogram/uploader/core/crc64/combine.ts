/**
 * The checksum of two pieces put together, from those of the pieces. A checksum is a polynomial over GF(2), and n bytes
 * behind it multiply it by x^8n: https://github.com/madler/zlib/blob/v1.3.1/crc32.c (`multmodp`, `x2nmodp`)
 */
import { type Crc64, POLYNOMIAL } from './crc64'

/** Of a piece with checksum `a`, followed by one of `lengthOfB` bytes with checksum `b`. Lengths up to 2^53. */
export function combineCrc64(a: Crc64, b: Crc64, lengthOfB: number): Crc64 {
  const { high, low } = product(shiftBy(lengthOfB), a)
  return { high: (high ^ b.high) >>> 0, low: (low ^ b.low) >>> 0 }
}

/** The highest bit is the coefficient of x^0. */
const ONE: Crc64 = { high: 0x80000000, low: 0 }
const X_TO_THE_8: Crc64 = { high: 0x00800000, low: 0 }

/** x^(8·2^n), squared on demand. */
const powers: Crc64[] = [X_TO_THE_8]

/** The parts of an upload are of one length: its factor is worth keeping. */
let latest = { length: 0, factor: ONE }

/** x^(8·length) */
function shiftBy(length: number): Crc64 {
  if (length !== latest.length) latest = { length, factor: powerOf(length) }
  return latest.factor
}

function powerOf(length: number): Crc64 {
  let factor = ONE
  // By division, for shifts see 32 bits only.
  for (let rest = length, n = 0; rest > 0; rest = Math.floor(rest / 2), n += 1) {
    if (rest % 2 === 1) factor = product(factor, power(n))
  }
  return factor
}

function power(n: number): Crc64 {
  for (let known = powers.length; known <= n; known += 1) {
    const root = powers[known - 1] as Crc64
    powers.push(product(root, root))
  }
  return powers[n] as Crc64
}

/** a·b modulo the polynomial: b, multiplied by x again and again, where a has a coefficient. */
function product(a: Crc64, b: Crc64): Crc64 {
  let { high: h, low: l } = b
  let high = 0
  let low = 0
  for (let exponent = 0; exponent < 64; exponent += 1) {
    const half = exponent < 32 ? a.high : a.low
    if ((half << (exponent & 31)) & 0x80000000) {
      high ^= h
      low ^= l
    }
    const carry = l & 1
    l = ((l >>> 1) | (h << 31)) ^ (carry && POLYNOMIAL.low)
    h = (h >>> 1) ^ (carry && POLYNOMIAL.high)
  }
  return { high: high >>> 0, low: low >>> 0 }
}
