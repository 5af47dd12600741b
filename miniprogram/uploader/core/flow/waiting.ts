import { UploadError } from '../errors'
import type { Clock, Signal } from '../ports'

/** Resolves after `ms`; rejects with `cancelled` as soon as the signal stops, and leaves no timer behind. */
export function sleep(clock: Clock, ms: number, signal: Signal): Promise<void> {
  return untilStopped(signal, (resolve) => clock.after(ms, resolve))
}

/** Settles as the promise does, or rejects with `cancelled` if the signal stops first. */
export function orStopped<T>(promise: Promise<T>, signal: Signal): Promise<T> {
  // After a stop, a later rejection would be reported as unhandled.
  promise.catch(() => {})
  return untilStopped(signal, (resolve, reject) => {
    promise.then(resolve, reject)
    return () => {}
  })
}

/**
 * A promise that a signal can end. `start` begins the wait and returns a function that cancels it. However the wait
 * ends, neither the wait nor the subscription is left afterwards.
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
    let cancel = (): void => {}
    const unsubscribe = signal.subscribe(() => {
      // Reject first: an error that the platform throws in `cancel` must not leave the promise pending.
      reject(new UploadError('cancelled'))
      cancel()
    })
    cancel = start(
      (value) => {
        unsubscribe()
        resolve(value)
      },
      (reason) => {
        unsubscribe()
        reject(reason)
      },
    )
    // `start` itself may have led to the stop.
    if (signal.stopped) cancel()
  })
}
