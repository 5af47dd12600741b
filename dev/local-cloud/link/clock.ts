/** The link's clock: milliseconds from any origin, with fractions. Tests use one that they move themselves. */
export interface LinkClock {
  now(): number
  /** Calls back once, after at least so many milliseconds. Returns a function that cancels it. */
  after(ms: number, call: () => void): () => void
}

export const SYSTEM_CLOCK: LinkClock = {
  now: () => performance.now(),
  after(ms, call) {
    const timer = setTimeout(call, Math.ceil(ms))
    return () => clearTimeout(timer)
  },
}
