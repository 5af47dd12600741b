export interface Pace {
  /** Within `ms`, together with whatever else asks meanwhile. */
  soon(): void
  now(): void
  stop(): void
}

/** @param after calls back once after so many ms; the answer calls it off */
export function paced(act: () => void, ms: number, after: (ms: number, then: () => void) => () => void): Pace {
  let callOff: (() => void) | undefined
  const stop = (): void => {
    callOff?.()
    callOff = undefined
  }
  const now = (): void => {
    stop()
    act()
  }
  return {
    now,
    stop,
    soon() {
      callOff ??= after(ms, now)
    },
  }
}
