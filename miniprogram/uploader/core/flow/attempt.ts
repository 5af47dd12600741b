import type { Signal } from '../ports'
import { cancellation } from './cancellation'
import type { Gate } from './gate'

/** One attempt at sending. */
export interface Attempt {
  /** Stops with the upload, and when the user pauses. */
  signal: Signal
  /** Must be called on every exit. */
  end(): void
}

/**
 * Begins an attempt. A hidden app does not stop it: WeChat lets requests run on for 5 s, and a picker hides the app
 * too.
 * @param mayPause whether a pause by the user stops the attempt; asked at each pause, and at the beginning. Default: always.
 */
export function attemptWhile(signal: Signal, gate: Gate, mayPause: () => boolean = () => true): Attempt {
  const attempt = cancellation()
  const stopIfPaused = (): void => {
    if (isShutByUser(gate) && mayPause()) attempt.stop()
  }
  const unsubscribe = [signal.subscribe(attempt.stop), gate.subscribe(stopIfPaused)]
  // The user may have paused while the upload got its ticket, or waited for its retry.
  stopIfPaused()
  return {
    signal: attempt.signal,
    end() {
      for (const stop of unsubscribe) stop()
    },
  }
}

const isShutByUser = (gate: Gate): boolean => {
  const obstacle = gate.obstacle()
  return obstacle === 'user' || obstacle === 'mobile-data'
}

/**
 * Remembers whether the gate was shut at any time since the call. The platform may report a connection that broke in
 * the background only when the app is back in front.
 */
export function watchGate(gate: Gate): { wasShut(): boolean; end(): void } {
  let shut = gate.obstacle() !== undefined
  const end = gate.subscribe(() => {
    shut = shut || gate.obstacle() !== undefined
  })
  return { wasShut: () => shut, end }
}
