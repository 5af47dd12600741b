import type { Failure, NetworkApi, Outcome } from '../calls/failures'
import { type Callbacks, callBack } from '../calls/invoke'
import type { Device } from '../device/device'

/** A network call that has not ended; it ends once. */
export interface CallInFlight<Result> {
  ended(): boolean
  /** Runs when the call ends, in any way; at once if it has ended. */
  onEnd(clean: () => void): void
  /** Only the first end counts; later ones are ignored. */
  succeed(result: Result): void
  fail(failure: Failure): void
  /** Adds to the call's log entry. */
  note(facts: { status?: number; sentBytes?: number }): void
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
    note: (facts) => {
      Object.assign(entry, facts)
    },
  }
}
