import type { CredentialSource, Credentials, Scope } from './credentials'

export interface CachedCredentialsOptions {
  /** Calls STS. */
  fetch: CredentialSource
  /** ms. */
  now: () => number
  /** 0 ≤ x < 1. */
  random: () => number
  /** A renewal in the background has failed. The old session is still used. */
  onRenewalFailed?: (scope: Scope, error: unknown) => void
  /** OSS does not know the sessions of this time any more. */
  onRevoked?: () => void
}

interface Session {
  credentials: Credentials
  /** From this time on the session is renewed in the background, ms. */
  renewAt: number
  /** From this time on the rest is too short for new signatures, so callers wait for the renewal, ms. */
  waitAt: number
}

const MIN_REST_MS = 60_000
const PAUSE_AFTER_FAILURE_MS = 30_000
/** If OSS also refuses the new sessions, something else is wrong, and STS must not be asked at every request. */
const PAUSE_AFTER_REFUSAL_MS = 10_000

/**
 * One STS session for each scope, shared by all requests. It is fetched once even if many requests wait, and renewed in
 * the background after half of its life. STS allows 100 calls a second for a whole account, and uploads may come
 * faster.
 */
export function cachedCredentials(options: CachedCredentialsOptions): CredentialSource {
  const { fetch, now, random, onRenewalFailed, onRevoked } = options
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

  let lastRefusalAt = Number.NEGATIVE_INFINITY
  const refused = (credentials: Credentials): boolean => {
    const isCurrent = [...sessions.values()].some((session) => session.credentials === credentials)
    if (!isCurrent) return true
    if (now() - lastRefusalAt < PAUSE_AFTER_REFUSAL_MS) return false
    lastRefusalAt = now()
    sessions.clear()
    onRevoked?.()
    return true
  }

  const current = async (scope: Scope): Promise<Credentials> => {
    const session = sessions.get(scope)
    if (!session || session.credentials.expiresAt - now() <= MIN_REST_MS) return renew(scope)
    if (now() < session.renewAt) return session.credentials
    const renewed = renew(scope).catch((error: unknown) => {
      session.renewAt = now() + PAUSE_AFTER_FAILURE_MS
      onRenewalFailed?.(scope, error)
      return session.credentials
    })
    // After a quiet hour no request has renewed the session in time, so this one waits.
    return now() < session.waitAt ? session.credentials : renewed
  }
  return Object.assign(current, { refused })
}

/** Renewed between 50 % and 60 % of its life, so that instances which started together do not renew together. */
function sessionOf(credentials: Credentials, now: number, random: number): Session {
  const life = credentials.expiresAt - now
  return { credentials, renewAt: now + life * (0.5 + 0.1 * random), waitAt: now + life * 0.7 }
}
