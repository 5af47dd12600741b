export interface Throttle {
  /** Acts at once, or once `ms` have passed since the last time. Calls until then count as one. */
  call(): void
  /** Never acts again. */
  stop(): void
}

export interface ThrottleClock {
  /** ms */
  now(): number
  /** Calls `then` once after this many ms; the returned function cancels that. */
  after(ms: number, then: () => void): () => void
}

/** Never acts twice within `ms`. */
export function throttled(act: () => void, ms: number, clock: ThrottleClock): Throttle {
  let cancel: (() => void) | undefined
  let last: number | undefined
  let isStopped = false
  const run = (): void => {
    cancel = undefined
    last = clock.now()
    act()
  }
  return {
    call() {
      if (cancel || isStopped) return
      const passed = last === undefined ? ms : clock.now() - last
      if (passed >= ms) run()
      // If the device's clock was set back, it must not wait for hours.
      else cancel = clock.after(Math.min(ms, ms - passed), run)
    },
    stop() {
      isStopped = true
      cancel?.()
      cancel = undefined
    },
  }
}
