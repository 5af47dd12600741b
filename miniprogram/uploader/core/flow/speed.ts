import type { Network } from '../ports'

/** How many bytes had been sent at one time. */
export interface Sample {
  /** ms */
  at: number
  bytes: number
}

/** Older samples no longer describe the current speed. */
const WINDOW_MS = 3000
/** The least time between two samples that are kept: a fast link reports fifty times a second. */
const STEP_MS = 200
/** Over a shorter time, a measured speed is noise. */
const SHORTEST_MS = 500

/** Adds a sample, and drops those that are too old. */
export function sampled(samples: readonly Sample[], next: Sample, windowMs = WINDOW_MS): Sample[] {
  // If the device's clock was set back, earlier samples lie in the future.
  const recent = samples.filter(({ at }) => at <= next.at && next.at - at <= windowMs)
  const [beforeLast, last] = recent.slice(-2)
  const isCrowded = beforeLast !== undefined && last !== undefined && last.at - beforeLast.at < STEP_MS
  return [...(isCrowded ? recent.slice(0, -1) : recent), next]
}

/** Bytes a second up to `now`, so that a stalled link slows down visibly; 0 while too little is known. */
export function speedOf(samples: readonly Sample[], now: number, windowMs = WINDOW_MS): number {
  const recent = samples.filter(({ at }) => now - at <= windowMs)
  const first = recent[0]
  const last = recent[recent.length - 1]
  if (!first || !last || now - first.at < SHORTEST_MS) return 0
  return ((last.bytes - first.bytes) * 1000) / (now - first.at)
}

/** The speed of the link in bytes a second: learnt from earlier uploads, and guessed by its kind until then. */
export interface LinkSpeed {
  observe(bytesPerSecond: number): void
  estimate(network: Network): number
  /** What earlier uploads have shown; else the platform's own estimate, if it has one. */
  known(network: Network): number | undefined
}

const KB = 1024

/** Uplinks of each kind are rarely faster. */
const USUAL: Record<Network['type'], number> = {
  wifi: 4096 * KB,
  '5g': 4096 * KB,
  '4g': 1536 * KB,
  '3g': 256 * KB,
  '2g': 32 * KB,
  unknown: 1536 * KB,
}

export function linkSpeed(): LinkSpeed {
  let seen: number | undefined
  return {
    observe(bytesPerSecond) {
      seen = seen === undefined ? bytesPerSecond : (seen + bytesPerSecond) / 2
    },
    estimate: ({ type }) => seen ?? USUAL[type],
    known: ({ bytesPerSecond }) => seen ?? bytesPerSecond,
  }
}

const SLOWEST_BYTES_PER_SECOND = 50 * KB
const LEAST_TIMEOUT_MS = 60_000
const MOST_TIMEOUT_MS = 600_000

/** WeChat's timeout covers the whole transfer, not the silence within it, so it grows with the file's size in bytes. */
export function sendTimeoutMs(size: number): number {
  return Math.min(MOST_TIMEOUT_MS, Math.max(LEAST_TIMEOUT_MS, (size / SLOWEST_BYTES_PER_SECOND) * 1000))
}
