/** Time as a link sees it: milliseconds of any origin, with fractions. Tests bring one that they move themselves. */
export interface LinkClock {
  now(): number
  /** Calls back once, after at least so many milliseconds; the answer gives it up. */
  after(ms: number, call: () => void): () => void
}

export const SYSTEM_CLOCK: LinkClock = {
  now: () => performance.now(),
  after(ms, call) {
    const timer = setTimeout(call, Math.ceil(ms))
    return () => clearTimeout(timer)
  },
}
