import { LIMITS } from '../../contract'
import type { Network } from '../ports'

/** How much this device and its link bear: learned from what fails, shared by all uploads of the app. */
export interface Pace {
  /** Parts of one file on their way at a time. */
  parallel(network: Network): number
  /** Largest part for a new upload, bytes. Those of one that has begun keep their size. */
  partBytes(): number
  /** Counts how often it was slowed. */
  slowed(): number
  /**
   * Memory ran out, or a part took too long: one of so many bytes.
   * @param slowed when it began. What failed beside another part does not slow twice.
   */
  slower(bytes: number, slowed: number): void
  /** A part went up. */
  faster(): void
}

const MOST_PARALLEL = 3
const WEAK_PARALLEL = 2
const LEAST_BYTES = 1024 * 1024
/** Parts in a row that must go well before more is tried. */
const PROOF = 6

export function learningPace(): Pace {
  let parallel = MOST_PARALLEL
  let partBytes: number = LIMITS.mostPartBytes
  let count = 0
  let well = 0

  return {
    parallel: ({ type, weak }) => Math.min(parallel, weak || type === '2g' ? WEAK_PARALLEL : MOST_PARALLEL),
    partBytes: () => partBytes,
    slowed: () => count,
    slower(bytes, slowed) {
      if (slowed !== count) return
      count += 1
      well = 0
      parallel = Math.max(1, Math.floor(parallel / 2))
      partBytes = Math.max(LEAST_BYTES, Math.min(partBytes, bytes / 2))
    },
    faster() {
      well += 1
      if (well < PROOF) return
      well = 0
      parallel = Math.min(MOST_PARALLEL, parallel + 1)
      partBytes = Math.min(LIMITS.mostPartBytes, partBytes * 2)
    },
  }
}
