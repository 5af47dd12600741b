import { randomBytes } from 'node:crypto'

const POOL_BYTES = 4096

/** Random bytes, fetched from the system by the page: a call for each nonce costs more than the nonce. */
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
    // A copy of its own: nobody who keeps it keeps the page.
    return pool.slice(used - count, used)
  }
}
