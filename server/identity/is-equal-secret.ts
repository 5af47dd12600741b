import { createHash, timingSafeEqual } from 'node:crypto'

/** In constant time. Both are hashed first, because `timingSafeEqual` compares only equal lengths. */
export const isEqualSecret = (given: string, expected: string): boolean =>
  timingSafeEqual(sha256(given), sha256(expected))

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()
