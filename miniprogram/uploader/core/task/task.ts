import type { UploadedFile, UploadState, UploadTask } from '../api'
import { asUploadError, UploadError } from '../errors'
import { cancellation } from '../flow/cancellation'
import { type Gate, pausable } from '../flow/gate'
import { type MobileDataRule, mobileDataGate } from '../flow/mobile-data'
import type { RetryContext } from '../flow/retry/retrier'
import { retryWaits } from '../flow/retry/retry-waits'
import type { Ports, Signal } from '../ports'
import { isEnded, type Run, shareOf, stateOf } from './state'

/** How the code that performs one upload talks to its task. */
export interface TaskControl {
  /** Stopped by `cancel`. */
  signal: Signal
  /** The platform's gate, which the user can also shut for this upload. */
  gate: Gate
  /** For retries within this upload. */
  retry: RetryContext
  /** Reports what the upload is doing now. */
  report(run: Run): void
  /** Reports what begins now. Throws `cancelled` if the upload was cancelled meanwhile, perhaps by a state listener. */
  enter(run: Run): void
  /** Sets the file's size, bytes, once it is known. */
  setSize(size: number): void
}

export interface TaskOptions {
  /** The platform's gate. */
  gate: Gate
  ports: Pick<Ports, 'clock' | 'lifecycle' | 'random'>
  mobileData: MobileDataRule | undefined
  /** How long nothing may get through before the upload fails, ms. */
  patienceMs: number
}

/** Begins one upload. It settles exactly once, whatever happens, and leaves no listener behind. */
export function startTask(
  id: string,
  { gate: platform, ports, mobileData, patienceMs }: TaskOptions,
  perform: (control: TaskControl) => Promise<UploadedFile>,
): UploadTask {
  const stop = cancellation()
  const pausing = pausable(platform)
  const mobile = mobileData && mobileDataGate(pausing, ports.lifecycle, mobileData)
  const gate = mobile ?? pausing
  const listeners = new Set<(state: UploadState) => void>()
  let run: Run = { phase: 'queued' }
  let furthest = 0

  const state = (): UploadState => stateOf(run, furthest, gate.obstacle(), waits.next())
  const notify = (listener: (state: UploadState) => void): void => {
    try {
      listener(state())
    } catch (thrown) {
      // A faulty listener of the app must not end the upload, but the app must hear of its error.
      ports.clock.after(0, () => {
        throw thrown
      })
    }
  }
  const report = (next: Run): void => {
    if (isEnded(run)) return
    run = next
    if (next.phase === 'sending') furthest = Math.max(furthest, shareOf(next.progress))
    for (const listener of [...listeners]) notify(listener)
  }
  const enter = (next: Run): void => {
    report(next)
    if (stop.signal.stopped) throw new UploadError('cancelled')
  }
  const waits = retryWaits(() => report(run))
  const retry = { ...ports, gate, onWait: waits.begin, patienceMs }
  const stopWatching = gate.subscribe(() => report(run))
  const end = (): void => {
    stopWatching()
    mobile?.end()
  }

  const setSize = (size: number): void => mobile?.setSize(size)
  const done = perform({ signal: stop.signal, gate, retry, report, enter, setSize }).then(
    (file) => {
      end()
      report({ phase: 'done', file })
      return file
    },
    (thrown: unknown) => {
      // After a cancel, report `cancelled`, whatever the underlying error.
      const error = stop.signal.stopped ? new UploadError('cancelled', { cause: thrown }) : asUploadError(thrown)
      end()
      report(error.code === 'cancelled' ? { phase: 'cancelled' } : { phase: 'failed', error })
      throw error
    },
  )
  // An app that follows the state need not also catch `done`.
  done.catch(() => {})

  return {
    id,
    done,
    state,
    subscribe(onState) {
      listeners.add(onState)
      notify(onState)
      return () => listeners.delete(onState)
    },
    pause: pausing.pause,
    resume() {
      mobile?.agree()
      pausing.resume()
    },
    retryNow: waits.skipAll,
    cancel: stop.stop,
  }
}
