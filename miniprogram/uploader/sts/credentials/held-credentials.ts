import { UploadError } from '../../core/errors'
import { cancellation } from '../../core/flow/cancellation'
import { orStopped, untilStopped } from '../../core/flow/waiting'
import type { Clock, Signal } from '../../core/ports'
import type { StsCredentials } from './sts-credentials'

/** Credentials that all uploads share. They are replaced before they expire, and when OSS has refused their token. */
export interface HeldCredentials {
  current(signal: Signal): Promise<StsCredentials>
  /** How long the credentials last that `current` has last resolved to; 0 if there are none. */
  secondsLeft(): number
  /**
   * Discards the present credentials if the request that OSS has refused carried them.
   * @param carries whether the request carried this security token.
   */
  discardIf(carries: (securityToken: string) => boolean): void
}

/** ms: a backend that has not answered by then will not answer. */
const TIMEOUT_MS = 20_000

/** @param ask the app's own function. If it throws, or its answer is not one of STS: `credentials-failed`. */
export function heldCredentials(
  ask: () => Promise<unknown>,
  read: (answer: unknown) => StsCredentials,
  clock: Clock,
): HeldCredentials {
  let held: { credentials: StsCredentials; at: number } | undefined
  let pending: Promise<StsCredentials> | undefined
  // All callers share the credentials, so no single caller may cancel the request for them.
  const { signal: never } = cancellation()

  const secondsLeft = (): number => {
    if (!held) return 0
    const passed = (clock.now() - held.at) / 1000
    // After the clock was set back, it does not tell how much time has passed.
    return passed < 0 ? 0 : Math.max(0, Math.floor(held.credentials.expiresIn - passed))
  }

  const obtain = async (): Promise<StsCredentials> => {
    const credentials = read(await withTimeout(ask, clock, never))
    held = { credentials, at: clock.now() }
    return credentials
  }

  return {
    secondsLeft,
    current(signal) {
      if (held && secondsLeft() > marginSeconds(held.credentials)) return Promise.resolve(held.credentials)
      pending ??= obtain().finally(() => {
        pending = undefined
      })
      return orStopped(pending, signal)
    },
    discardIf(carries) {
      // A late refusal of the former token must not discard its replacement.
      if (held && carries(held.credentials.securityToken)) held = undefined
    },
  }
}

const MOST_MARGIN_SECONDS = 300

/** Credentials are replaced so long before they expire, since a form that is signed now may have to wait. */
const marginSeconds = ({ expiresIn }: StsCredentials): number => Math.min(MOST_MARGIN_SECONDS, expiresIn / 4)

function withTimeout(ask: () => Promise<unknown>, clock: Clock, signal: Signal): Promise<unknown> {
  return untilStopped(signal, (resolve, reject) => {
    const cancelTimer = clock.after(TIMEOUT_MS, () => reject(failed('no answer in time')))
    const settle = (end: () => void): void => {
      cancelTimer()
      end()
    }
    Promise.resolve()
      .then(ask)
      .then(
        (answer) => settle(() => resolve(answer)),
        (thrown: unknown) =>
          settle(() => reject(thrown instanceof UploadError ? thrown : failed(reasonOf(thrown), thrown))),
      )
    return cancelTimer
  })
}

const failed = (detail: string, cause?: unknown): UploadError =>
  new UploadError('credentials-failed', { params: { detail }, cause })

/** `wx` fails with a record, not with an Error. */
function reasonOf(thrown: unknown): string {
  const { errMsg, message } = (thrown ?? {}) as { errMsg?: unknown; message?: unknown }
  return String(errMsg ?? message ?? thrown)
}
