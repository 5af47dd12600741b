/** Random numbers that are the same for the same seed, so that a failed run can be repeated. */
export interface SeededRandom {
  /** 0 ≤ x < 1. */
  next(): number
  /** A whole number from 0 to `below` − 1. */
  below(below: number): number
  oneOf<T>(all: readonly T[]): T
  bytes(count: number): Buffer
}

/** mulberry32: https://github.com/bryc/code/blob/master/jshash/PRNGs.md#mulberry32 */
export function seededRandom(seed: number): SeededRandom {
  let state = seed | 0
  const next32 = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  return {
    next: () => next32() / 2 ** 32,
    below: (below) => next32() % below,
    oneOf: <T>(all: readonly T[]) => all[next32() % all.length] as T,
    bytes(count) {
      const bytes = Buffer.alloc(Math.ceil(count / 4) * 4)
      for (let at = 0; at < count; at += 4) bytes.writeUInt32LE(next32(), at)
      return bytes.subarray(0, count)
    },
  }
}
