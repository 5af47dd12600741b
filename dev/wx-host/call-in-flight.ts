import type { Device } from './device'
import type { Failure, NetworkApi, Outcome } from './failures'
import { type Callbacks, callBack } from './invoke'

/** A network call on its way to its one end. */
export interface CallInFlight<Result> {
  ended(): boolean
  /** Runs once the call has ended, however it did; at once if it already has. */
  onEnd(clean: () => void): void
  /** Whatever comes after the first end is not heard. */
  succeed(result: Result): void
  fail(failure: Failure): void
  wrote(facts: { status?: number; sentBytes?: number }): void
}

export function createCallInFlight<Result extends object>(
  device: Device,
  { api, url, callbacks }: { api: NetworkApi; url: string; callbacks: Callbacks<Result> },
): CallInFlight<Result> {
  const entry = device.log.write({ api, url })
  const release = device.activity.track('tasks')
  let cleaners: (() => void)[] = []
  let ended = false
  const end = (outcome: Outcome<Result>) => {
    if (ended) return
    ended = true
    entry.errMsg = 'failure' in outcome ? outcome.failure.errMsg : `${api}:ok`
    const cleaning = cleaners
    cleaners = []
    for (const clean of cleaning) clean()
    release()
    device.thread.deliver(() => callBack(api, callbacks, outcome))
  }
  return {
    ended: () => ended,
    onEnd(clean) {
      if (ended) clean()
      else cleaners.push(clean)
    },
    succeed: (result) => end({ result }),
    fail: (failure) => end({ failure }),
    wrote: (facts) => {
      Object.assign(entry, facts)
    },
  }
}
