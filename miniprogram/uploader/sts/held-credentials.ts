import { UploadError } from '../core/errors'
import { cancellation, type Signal } from '../core/flow/cancellation'
import { orStopped, untilStopped } from '../core/flow/waiting'
import type { Clock } from '../core/ports'
import type { StsCredentials } from './sts-credentials'

/** Credentials, asked for once however many wait, and again before they end or once OSS has had enough of them. */
export interface HeldCredentials {
  current(signal: Signal): Promise<StsCredentials>
  /** Of those that `current` gave last; 0 without any. */
  secondsLeft(): number
  /** OSS answered so to a request that carried something: if it was the present token, it is not given again. */
  refusedIf(carries: (securityToken: string) => boolean): void
}

/** A backend that does not answer in so long will not, ms. */
const TIMEOUT_MS = 20_000

/** @param ask the app's own. What it throws, and what is no answer of STS, ends as `credentials-failed`. */
export function heldCredentials(
  ask: () => Promise<unknown>,
  read: (answer: unknown) => StsCredentials,
  clock: Clock,
): HeldCredentials {
  let known: { credentials: StsCredentials; at: number } | undefined
  let asking: Promise<StsCredentials> | undefined
  // They are for all who wait and for those who come, so nobody calls it off.
  const { signal: never } = cancellation()

  const secondsLeft = (): number => {
    if (!known) return 0
    const passed = (clock.now() - known.at) / 1000
    // A clock that was set back says nothing of what has passed.
    return passed < 0 ? 0 : Math.max(0, Math.floor(known.credentials.expiresIn - passed))
  }

  const obtain = async (): Promise<StsCredentials> => {
    const credentials = read(await inTime(ask, clock, never))
    known = { credentials, at: clock.now() }
    return credentials
  }

  return {
    secondsLeft,
    current(signal) {
      if (known && secondsLeft() > marginSeconds(known.credentials)) return Promise.resolve(known.credentials)
      asking ??= obtain().finally(() => {
        asking = undefined
      })
      return orStopped(asking, signal)
    },
    refusedIf(carries) {
      // A late refusal must not throw away those that already replaced the refused ones.
      if (known && carries(known.credentials.securityToken)) known = undefined
    },
  }
}

const MOST_MARGIN_SECONDS = 300

/** So long before their end they are replaced: a form signed now may wait for its turn. */
const marginSeconds = ({ expiresIn }: StsCredentials): number => Math.min(MOST_MARGIN_SECONDS, expiresIn / 4)

function inTime(ask: () => Promise<unknown>, clock: Clock, signal: Signal): Promise<unknown> {
  return untilStopped(signal, (resolve, reject) => {
    const callOff = clock.after(TIMEOUT_MS, () => reject(failed('no answer in time')))
    const settle = (end: () => void): void => {
      callOff()
      end()
    }
    Promise.resolve()
      .then(ask)
      .then(
        (answer) => settle(() => resolve(answer)),
        (thrown: unknown) =>
          settle(() => reject(thrown instanceof UploadError ? thrown : failed(reasonOf(thrown), thrown))),
      )
    return callOff
  })
}

const failed = (detail: string, cause?: unknown): UploadError =>
  new UploadError('credentials-failed', { params: { detail }, cause })

/** `wx` fails with a record, not with an Error. */
function reasonOf(thrown: unknown): string {
  const { errMsg, message } = (thrown ?? {}) as { errMsg?: unknown; message?: unknown }
  return String(errMsg ?? message ?? thrown)
}
