import { cancellation, type Signal } from './cancellation'
import type { Gate } from './gate'

/** One try at sending: stopped with the upload, and when the user pauses. */
export interface Attempt {
  signal: Signal
  /** To be called on every exit. */
  end(): void
}

/**
 * A hidden app does not stop it, for WeChat lets requests go on for 5 s and a picker hides the app too.
 * @param mayPause whether a pause still stops it: asked when there is one. Default: always.
 */
export function attemptWhile(signal: Signal, gate: Gate, mayPause: () => boolean = () => true): Attempt {
  const attempt = cancellation()
  const unsubscribe = [
    signal.subscribe(attempt.stop),
    gate.subscribe(() => {
      if (isHeldByUser(gate) && mayPause()) attempt.stop()
    }),
  ]
  return {
    signal: attempt.signal,
    end() {
      for (const stop of unsubscribe) stop()
    },
  }
}

const isHeldByUser = (gate: Gate): boolean => {
  const obstacle = gate.obstacle()
  return obstacle === 'user' || obstacle === 'mobile-data'
}
