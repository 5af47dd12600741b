/**
 * CRC-64/XZ, which OSS calls crc64ecma: https://reveng.sourceforge.io/crc-catalogue/all.htm#crc.cat.crc-64-xz
 * It uses two 32-bit halves, since BigInt is about fifty times slower.
 */
const POLYNOMIAL_HIGH = 0xc96c5795
const POLYNOMIAL_LOW = 0xd7870f42

const { high: TABLE_HIGH, low: TABLE_LOW } = makeTables()

function makeTables(): { high: Int32Array; low: Int32Array } {
  const high = new Int32Array(256)
  const low = new Int32Array(256)
  for (let byte = 0; byte < 256; byte += 1) {
    let h = 0
    let l = byte
    for (let bit = 0; bit < 8; bit += 1) {
      const odd = l & 1
      l = (l >>> 1) | (h << 31)
      h >>>= 1
      if (odd) {
        h ^= POLYNOMIAL_HIGH
        l ^= POLYNOMIAL_LOW
      }
    }
    high[byte] = h
    low[byte] = l
  }
  return { high, low }
}

export interface Crc64 {
  update(bytes: Uint8Array): void
  /** Unsigned decimal, as in `x-oss-hash-crc64ecma`. */
  decimal(): string
}

export function createCrc64(): Crc64 {
  let high = -1
  let low = -1
  return {
    update(bytes) {
      let h = high
      let l = low
      for (let i = 0; i < bytes.length; i += 1) {
        const index = (l ^ (bytes[i] as number)) & 0xff
        l = ((l >>> 8) | (h << 24)) ^ (TABLE_LOW[index] as number)
        h = (h >>> 8) ^ (TABLE_HIGH[index] as number)
      }
      high = h
      low = l
    },
    decimal() {
      return ((BigInt(~high >>> 0) << 32n) | BigInt(~low >>> 0)).toString()
    },
  }
}
