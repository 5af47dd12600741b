/**
 * Combines the checksums of two pieces into that of both together. A checksum is a polynomial over GF(2), and n bytes
 * appended to a piece multiply it by x^8n: https://github.com/madler/zlib/blob/v1.3.1/crc32.c (`multmodp`, `x2nmodp`)
 */
import { type Crc64, POLYNOMIAL } from './crc64'

/** The checksum of a piece with checksum `a`, followed by `lengthOfB` bytes with checksum `b`. Lengths up to 2^53. */
export function combineCrc64(a: Crc64, b: Crc64, lengthOfB: number): Crc64 {
  const { high, low } = product(shiftBy(lengthOfB), a)
  return { high: (high ^ b.high) >>> 0, low: (low ^ b.low) >>> 0 }
}

/** The highest bit is the coefficient of x^0. */
const ONE: Crc64 = { high: 0x80000000, low: 0 }
const X_TO_THE_8: Crc64 = { high: 0x00800000, low: 0 }

/** x^(8·2^n) at index n, computed on demand by squaring. */
const powers: Crc64[] = [X_TO_THE_8]

/** Kept because all parts of an upload but the last have the same length. */
let latest = { length: 0, factor: ONE }

/** x^(8·length) */
function shiftBy(length: number): Crc64 {
  if (length !== latest.length) latest = { length, factor: powerOf(length) }
  return latest.factor
}

function powerOf(length: number): Crc64 {
  let factor = ONE
  // Divided rather than shifted: shifts use only 32 bits.
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

/** a·b modulo the polynomial: the sum of b·x^n for each n at which a has a coefficient. */
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
