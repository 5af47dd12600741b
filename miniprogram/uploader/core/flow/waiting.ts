import { UploadError } from '../errors'
import type { Clock } from '../ports'
import type { Signal } from './cancellation'

/** Resolves after `ms`; rejects with `cancelled` as soon as the signal stops, leaving no timer behind. */
export function sleep(clock: Clock, ms: number, signal: Signal): Promise<void> {
  return untilStopped(signal, (resolve) => clock.after(ms, resolve))
}

/** The promise's own end, or `cancelled` if the signal stops first. */
export function orStopped<T>(promise: Promise<T>, signal: Signal): Promise<T> {
  // Where the signal wins, nobody is left to hear of a failure.
  promise.catch(() => {})
  return untilStopped(signal, (resolve, reject) => {
    promise.then(resolve, reject)
    return () => {}
  })
}

/**
 * A promise that a signal can end. `start` begins the wait and answers how to call it off; whichever way the wait
 * ends, both the wait and the subscription are gone afterwards.
 */
export function untilStopped<T>(
  signal: Signal,
  start: (resolve: (value: T) => void, reject: (reason: unknown) => void) => () => void,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    if (signal.stopped) {
      reject(new UploadError('cancelled'))
      return
    }
    let callOff = (): void => {}
    const unsubscribe = signal.subscribe(() => {
      // First, for whatever the platform does when it is called off must not keep the promise from ending.
      reject(new UploadError('cancelled'))
      callOff()
    })
    callOff = start(
      (value) => {
        unsubscribe()
        resolve(value)
      },
      (reason) => {
        unsubscribe()
        reject(reason)
      },
    )
    // Whatever was begun may itself have led to the stop.
    if (signal.stopped) callOff()
  })
}
