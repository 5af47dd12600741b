export interface Pace {
  /** Acts at once, or as soon as `ms` have passed since it last did, together with whatever else asks meanwhile. */
  ask(): void
  /** For good. */
  stop(): void
}

export interface PaceClock {
  /** ms */
  now(): number
  /** Calls back once after so many ms; the answer calls it off. */
  after(ms: number, then: () => void): () => void
}

/** Never acts twice within `ms`. */
export function paced(act: () => void, ms: number, clock: PaceClock): Pace {
  let callOff: (() => void) | undefined
  let last: number | undefined
  let isStopped = false
  const run = (): void => {
    callOff = undefined
    last = clock.now()
    act()
  }
  return {
    ask() {
      if (callOff || isStopped) return
      const passed = last === undefined ? ms : clock.now() - last
      if (passed >= ms) run()
      // A clock that was set back must not hold it up for hours.
      else callOff = clock.after(Math.min(ms, ms - passed), run)
    },
    stop() {
      isStopped = true
      callOff?.()
      callOff = undefined
    },
  }
}
