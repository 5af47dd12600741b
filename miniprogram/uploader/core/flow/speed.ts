/** How many bytes had been sent at a time. */
export interface Sample {
  /** ms */
  at: number
  bytes: number
}

/** Older samples say nothing of now. */
const WINDOW_MS = 3000
/** Between samples that are kept: a fast link reports fifty times a second. */
const STEP_MS = 200
/** Over less, a speed is noise. */
const SHORTEST_MS = 500

export function sampled(samples: readonly Sample[], next: Sample, windowMs = WINDOW_MS): Sample[] {
  // A clock that was set back leaves samples of the future behind.
  const recent = samples.filter(({ at }) => at <= next.at && next.at - at <= windowMs)
  const [beforeLast, last] = recent.slice(-2)
  const isCrowded = beforeLast !== undefined && last !== undefined && last.at - beforeLast.at < STEP_MS
  return [...(isCrowded ? recent.slice(0, -1) : recent), next]
}

/** Bytes a second up to `now`, so that a link which stands still shows as one; 0 where too little is known. */
export function speedOf(samples: readonly Sample[], now: number, windowMs = WINDOW_MS): number {
  const recent = samples.filter(({ at }) => now - at <= windowMs)
  const first = recent[0]
  const last = recent[recent.length - 1]
  if (!first || !last || now - first.at < SHORTEST_MS) return 0
  return ((last.bytes - first.bytes) * 1000) / (now - first.at)
}
