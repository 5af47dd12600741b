import type { UploadedFile, UploadState, UploadTask } from '../api'
import { asUploadError, UploadError } from '../errors'
import { cancellation, type Signal } from '../flow/cancellation'
import { type Gate, pausable } from '../flow/gate'
import { type MobileDataRule, mobileDataGate } from '../flow/mobile-data'
import type { Clock, Lifecycle } from '../ports'
import { isEnded, type Run, shareOf, stateOf } from './state'

/** What the work of one upload has to do with its task. */
export interface TaskControl {
  /** Stopped by `cancel`. */
  signal: Signal
  gate: Gate
  /** Tells what it is doing now. */
  report(run: Run): void
  /** The same of what begins now. Whoever hears it may cancel, and then it does not begin: throws `cancelled`. */
  enter(run: Run): void
  /** The file's size is known, bytes. */
  setSize(size: number): void
}

export interface TaskTerms {
  gate: Gate
  clock: Clock
  lifecycle: Lifecycle
  mobileData: MobileDataRule | undefined
}

/** Begins one upload. It settles once, whatever happens, and leaves no listener behind. */
export function startTask(
  id: string,
  { gate: platform, clock, lifecycle, mobileData }: TaskTerms,
  perform: (control: TaskControl) => Promise<UploadedFile>,
): UploadTask {
  const stop = cancellation()
  const pausing = pausable(platform)
  const gate = mobileDataGate(pausing, lifecycle, mobileData)
  const listeners = new Set<(state: UploadState) => void>()
  let run: Run = { phase: 'queued' }
  let furthest = 0

  const state = (): UploadState => stateOf(run, furthest, gate.obstacle())
  const tell = (listener: (state: UploadState) => void): void => {
    try {
      listener(state())
    } catch (thrown) {
      // An app's faulty listener must not end the upload, nor pass unseen.
      clock.after(0, () => {
        throw thrown
      })
    }
  }
  const report = (next: Run): void => {
    if (isEnded(run)) return
    run = next
    if (next.phase === 'sending') furthest = Math.max(furthest, shareOf(next.progress))
    for (const listener of [...listeners]) tell(listener)
  }
  const enter = (next: Run): void => {
    report(next)
    if (stop.signal.stopped) throw new UploadError('cancelled')
  }
  const stopWatching = gate.subscribe(() => report(run))
  const end = (): void => {
    stopWatching()
    gate.end()
  }

  const done = perform({ signal: stop.signal, gate, report, enter, setSize: gate.setSize }).then(
    (file) => {
      end()
      report({ phase: 'done', file })
      return file
    },
    (thrown: unknown) => {
      // Whatever it was that broke when the user had enough.
      const error = stop.signal.stopped ? new UploadError('cancelled', { cause: thrown }) : asUploadError(thrown)
      end()
      report(error.code === 'cancelled' ? { phase: 'cancelled' } : { phase: 'failed', error })
      throw error
    },
  )
  // Whoever follows the state need not catch `done` as well.
  done.catch(() => {})

  return {
    id,
    done,
    state,
    subscribe(onState) {
      listeners.add(onState)
      tell(onState)
      return () => listeners.delete(onState)
    },
    pause: pausing.pause,
    resume() {
      gate.agree()
      pausing.resume()
    },
    cancel: stop.stop,
  }
}
