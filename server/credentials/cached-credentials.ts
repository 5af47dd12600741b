import type { CredentialSource, Credentials, Scope } from './credentials'

export interface CachedCredentialsOptions {
  /** Asks STS. */
  fetch: CredentialSource
  /** ms. */
  now: () => number
  /** 0 ≤ x < 1. */
  random: () => number
  /** A renewal in the background that failed; the old session still serves. */
  onRenewalFailed?: (scope: Scope, error: unknown) => void
}

interface Session {
  credentials: Credentials
  /** From then on renewed in the background, ms. */
  renewAt: number
  /** From then on too short-lived for what is signed with it, ms. */
  worthlessAt: number
}

const MIN_REST_MS = 60_000
const PAUSE_AFTER_FAILURE_MS = 30_000

/**
 * One STS session a scope, shared by every request: fetched once however many wait, renewed in the background from
 * half of its life on. STS takes 100 calls a second from a whole account, uploads may come faster.
 */
export function cachedCredentials({ fetch, now, random, onRenewalFailed }: CachedCredentialsOptions): CredentialSource {
  const sessions = new Map<Scope, Session>()
  const pending = new Map<Scope, Promise<Credentials>>()

  const renew = (scope: Scope): Promise<Credentials> => {
    const running = pending.get(scope)
    if (running) return running
    const started = fetch(scope)
      .then((credentials) => {
        sessions.set(scope, sessionOf(credentials, now(), random()))
        return credentials
      })
      .finally(() => pending.delete(scope))
    pending.set(scope, started)
    return started
  }

  return async (scope) => {
    const session = sessions.get(scope)
    if (!session || session.credentials.expiresAt - now() <= MIN_REST_MS) return renew(scope)
    if (now() < session.renewAt) return session.credentials
    const renewed = renew(scope).catch((error: unknown) => {
      session.renewAt = now() + PAUSE_AFTER_FAILURE_MS
      onRenewalFailed?.(scope, error)
      return session.credentials
    })
    // After a quiet hour nobody has renewed it in time: then it is worth the wait.
    return now() < session.worthlessAt ? session.credentials : renewed
  }
}

/** Renewed between 50 % and 60 % of its life, so that many instances started together do not renew together. */
function sessionOf(credentials: Credentials, now: number, random: number): Session {
  const life = credentials.expiresAt - now
  return { credentials, renewAt: now + life * (0.5 + 0.1 * random), worthlessAt: now + life * 0.7 }
}
