import type { Credentials } from './credentials'

export interface SessionPerUserOptions {
  /** Calls STS. */
  open: (user: string) => Promise<Credentials>
  /** ms. */
  now: () => number
  /** Number of remembered users. The least recently used one is dropped first. Default 1000. */
  capacity?: number
}

interface Session {
  credentials: Credentials
  /** Until this time the session is reused, ms. */
  freshUntil: number
}

const MIN_REST_MS = 60_000

export interface SessionPerUser {
  (user: string): Promise<Credentials>
  /** Forgets all sessions. */
  clear(): void
}

/**
 * One session for each user. It is fetched once even if many calls wait, and reused while more than half of its life is
 * left. While STS cannot be reached, the rest of its life is used as well.
 */
export function sessionPerUser(options: SessionPerUserOptions): SessionPerUser {
  const { open, now, capacity = 1000 } = options
  const sessions = new Map<string, Session>()
  const pending = new Map<string, Promise<Credentials>>()

  const remember = (user: string, session: Session): Credentials => {
    // The last entry of the map is the most recently used one.
    sessions.delete(user)
    const oldest = sessions.size >= capacity ? sessions.keys().next().value : undefined
    if (oldest !== undefined) sessions.delete(oldest)
    sessions.set(user, session)
    return session.credentials
  }

  const renew = (user: string, old: Session | undefined): Promise<Credentials> => {
    const running = pending.get(user)
    if (running) return running
    const started = open(user)
      .then((credentials) => remember(user, { credentials, freshUntil: (now() + credentials.expiresAt) / 2 }))
      .catch((error: unknown) => {
        if (old && old.credentials.expiresAt - now() > MIN_REST_MS) return old.credentials
        throw error
      })
      .finally(() => pending.delete(user))
    pending.set(user, started)
    return started
  }

  const current = async (user: string): Promise<Credentials> => {
    const session = sessions.get(user)
    return session && now() < session.freshUntil ? remember(user, session) : renew(user, session)
  }
  return Object.assign(current, { clear: () => sessions.clear() })
}
