import { LIMITS } from '../../contract'
import type { Network } from '../ports'

/** How much this device and its link bear: learned from what fails, shared by all uploads of the app. */
export interface Pace {
  /** Parts of one file on their way at a time. */
  parallel(network: Network): number
  /** Largest part for a new upload, bytes. Those of one that has begun keep their size. */
  partBytes(): number
  /** Memory ran out, or a part took too long. */
  slower(): void
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
  let well = 0

  return {
    parallel: ({ type, weak }) => Math.min(parallel, weak || type === '2g' ? WEAK_PARALLEL : MOST_PARALLEL),
    partBytes: () => partBytes,
    slower() {
      well = 0
      parallel = Math.max(1, Math.floor(parallel / 2))
      // From what was last tried, not from the sky.
      partBytes = Math.max(LEAST_BYTES, Math.min(partBytes, LARGEST_TRIED) / 2)
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

/** What a good link is given: see `part-size.ts`. */
const LARGEST_TRIED = 4 * 1024 * 1024
