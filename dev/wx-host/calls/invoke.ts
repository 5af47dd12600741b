import type { Device } from '../device/device'
import { FAILURES, type Failure, type Outcome } from './failures'

export interface Callbacks<Result> {
  success?: (result: Result & { errMsg: string }) => void
  fail?: (failure: Failure) => void
  /** Called after `success` or `fail`. */
  complete?: (result: (Result & { errMsg: string }) | Failure) => void
}

type Work<Result> = () => Outcome<Result> | Promise<Outcome<Result>>

/** A call that answers by callback only, as FileSystemManager's calls do, and returns nothing. */
export function invoke<Result extends object>(
  device: Device,
  api: string,
  callbacks: Callbacks<Result>,
  work: Work<Result>,
): void {
  const entry = device.log.write({ api })
  const release = device.activity.track('tasks')
  const settle = (outcome: Outcome<Result>) => {
    entry.errMsg = 'failure' in outcome ? outcome.failure.errMsg : `${api}:ok`
    release()
    device.thread.deliver(() => callBack(api, callbacks, outcome))
  }
  Promise.resolve()
    .then(work)
    .then(settle, () => settle({ failure: FAILURES.inputOutput(api) }))
}

/** A call that returns a promise if it gets no callback, and nothing otherwise. */
export function invokePromised<Result extends object>(
  device: Device,
  api: string,
  callbacks: Callbacks<Result> | undefined,
  work: Work<Result>,
): Promise<Result & { errMsg: string }> | undefined {
  if (callbacks?.success || callbacks?.fail || callbacks?.complete) {
    invoke(device, api, callbacks, work)
    return undefined
  }
  return new Promise((success, fail) => invoke(device, api, { success, fail }, work))
}

export function callBack<Result extends object>(api: string, callbacks: Callbacks<Result>, outcome: Outcome<Result>) {
  if ('failure' in outcome) {
    callbacks.fail?.(outcome.failure)
    callbacks.complete?.(outcome.failure)
    return
  }
  const result = { ...outcome.result, errMsg: `${api}:ok` }
  callbacks.success?.(result)
  callbacks.complete?.(result)
}
