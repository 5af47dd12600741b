import { randomBytes } from 'node:crypto'

const POOL_BYTES = 4096

/** Fetches random bytes from the system in blocks, because one call for each nonce costs more than the nonce itself. */
export function randomPool(fetchRandom: (count: number) => Uint8Array = randomBytes): (count: number) => Uint8Array {
  let pool: Uint8Array = new Uint8Array(0)
  let used = 0
  return (count) => {
    if (count > POOL_BYTES) return fetchRandom(count)
    if (used + count > pool.length) {
      pool = fetchRandom(POOL_BYTES)
      used = 0
    }
    used += count
    // A copy, because a view would keep the whole block in memory.
    return pool.slice(used - count, used)
  }
}
