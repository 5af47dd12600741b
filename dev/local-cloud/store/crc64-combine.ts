/**
 * CRC-64 of two joined pieces from the CRC-64 of each: the first is advanced by as many zero bytes as the second has, by
 * squaring a 64×64 matrix over GF(2), like zlib's `crc32_combine`.
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

/** The matrix for one zero bit. */
const ONE_BIT: Matrix = [POLYNOMIAL, ...Array.from({ length: 63 }, (_, row) => 1n << BigInt(row))]

/** `POWERS[n]` is the matrix for 2ⁿ zero bytes; created when first needed. */
const POWERS = [square(square(square(ONE_BIT)))]

function power(n: number): Matrix {
  const known = POWERS[n]
  if (known) return known
  const made = square(power(n - 1))
  POWERS[n] = made
  return made
}

/** Both checksums are unsigned decimal; `secondLength` is in bytes. */
export function combineCrc64(first: string, second: string, secondLength: number): string {
  let crc = BigInt(first)
  let rest = BigInt(secondLength)
  for (let n = 0; rest > 0n; n += 1) {
    if (rest & 1n) crc = times(power(n), crc)
    rest >>= 1n
  }
  return (crc ^ BigInt(second)).toString()
}
