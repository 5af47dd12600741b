/**
 * CRC-64 of two pieces of bytes put together, from the CRC-64 of each: the first is pushed through as many zero bytes
 * as the second is long, by squaring a 64×64 matrix over GF(2). As zlib's `crc32_combine` does it.
 */
const POLYNOMIAL = 0xc96c5795d7870f42n

type Matrix = readonly bigint[]

function times(matrix: Matrix, vector: bigint): bigint {
  let sum = 0n
  let rest = vector
  for (let row = 0; rest !== 0n; row += 1) {
    if (rest & 1n) sum ^= matrix[row] ?? 0n
    rest >>= 1n
  }
  return sum
}

const square = (matrix: Matrix): Matrix => matrix.map((row) => times(matrix, row))

/** One zero bit. */
const ONE_BIT: Matrix = [POLYNOMIAL, ...Array.from({ length: 63 }, (_, row) => 1n << BigInt(row))]

/** `POWERS[n]` is 2ⁿ zero bytes; made when first needed. */
const POWERS = [square(square(square(ONE_BIT)))]

function power(n: number): Matrix {
  const known = POWERS[n]
  if (known) return known
  const made = square(power(n - 1))
  POWERS[n] = made
  return made
}

/** Both in unsigned decimal; `secondLength` in bytes. */
export function combineCrc64(first: string, second: string, secondLength: number): string {
  let crc = BigInt(first)
  let rest = BigInt(secondLength)
  for (let n = 0; rest > 0n; n += 1) {
    if (rest & 1n) crc = times(power(n), crc)
    rest >>= 1n
  }
  return (crc ^ BigInt(second)).toString()
}
