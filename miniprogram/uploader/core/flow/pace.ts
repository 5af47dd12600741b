import { LIMITS } from '../../contract'
import type { Network } from '../ports'

/** How much the device and its link can take: learnt from failures, and shared by all uploads of one engine. */
export interface Pace {
  /** How many parts of one file to send at a time. */
  parallel(network: Network): number
  /** The largest part of a new upload, bytes. An upload that has begun keeps its part size. */
  partBytes(): number
  /** How often the pace was slowed. */
  slowed(): number
  /**
   * A part of `bytes` ran out of memory or took too long.
   * @param slowed what `slowed()` was when the part began: parts that fail together slow the pace only once.
   */
  slower(bytes: number, slowed: number): void
  /** A part has arrived. */
  faster(): void
}

const MOST_PARALLEL = 3
const WEAK_PARALLEL = 2
const LEAST_BYTES = 1024 * 1024
/** So many parts in a row must succeed before the pace rises. */
const SUCCESSES_NEEDED = 6

export function learningPace(): Pace {
  let parallel = MOST_PARALLEL
  let partBytes: number = LIMITS.mostPartBytes
  let count = 0
  let successes = 0

  return {
    parallel: ({ type, weak }) => Math.min(parallel, weak || type === '2g' ? WEAK_PARALLEL : MOST_PARALLEL),
    partBytes: () => partBytes,
    slowed: () => count,
    slower(bytes, slowed) {
      if (slowed !== count) return
      count += 1
      successes = 0
      parallel = Math.max(1, Math.floor(parallel / 2))
      partBytes = Math.max(LEAST_BYTES, Math.min(partBytes, bytes / 2))
    },
    faster() {
      successes += 1
      if (successes < SUCCESSES_NEEDED) return
      successes = 0
      parallel = Math.min(MOST_PARALLEL, parallel + 1)
      partBytes = Math.min(LIMITS.mostPartBytes, partBytes * 2)
    },
  }
}
