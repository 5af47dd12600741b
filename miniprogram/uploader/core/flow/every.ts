import type { Clock } from '../ports'

/** Acts each time `ms` have passed; the answer ends it. */
export function every(clock: Clock, ms: number, act: () => void): () => void {
  let callOff = (): void => {}
  const next = (): void => {
    callOff = clock.after(ms, () => {
      next()
      act()
    })
  }
  next()
  return () => callOff()
}
