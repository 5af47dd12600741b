import { UploadError } from '../errors'
import type { Clock, Headers, Store } from '../ports'

/** Who uploads, as headers of the backend's calls. */
export interface Identity {
  headers(): Promise<Headers>
  /** The backend answered 401 to these headers: do not give them again. */
  refused(headers: Headers): void
}

/** The app's own way: it owns sessions, renewal included. */
export function appIdentity(headers: () => Promise<Headers>): Identity {
  return {
    headers: () =>
      Promise.resolve()
        .then(headers)
        .catch((thrown: unknown) => {
          throw new UploadError('login-failed', { params: { detail: String(thrown) }, cause: thrown })
        }),
    refused: () => {},
  }
}

interface Session {
  token: string
  /** ms, on this device's clock. If that clock is set meanwhile, a 401 renews the session. */
  endsAt: number
}

const STORE_KEY = 'wx-oss-upload.session'

/** Rather a new session than one that ends while a call is on its way, ms. */
const MARGIN_MS = 60_000

/**
 * A session opened by logging in: kept in the store, asked for once however many wait, opened anew when refused.
 * `open` logs in and exchanges the code.
 */
export function sessionIdentity(
  server: string,
  open: () => Promise<{ token: string; expiresIn: number }>,
  { store, clock }: { store: Store; clock: Clock },
): Identity {
  let current: Promise<Session> | undefined
  let known: Session | undefined
  let storeRead = false
  // A session is worth something to one backend only, and nobody else's business.
  const storeKey = `${STORE_KEY}:${server}`

  const isFresh = (session: Session): boolean => session.endsAt - MARGIN_MS > clock.now()

  async function obtain(): Promise<Session> {
    const stored = storeRead ? undefined : asSession(await store.get(storeKey))
    storeRead = true
    if (stored && isFresh(stored)) return stored
    const { token, expiresIn } = await open()
    const session = { token, endsAt: clock.now() + expiresIn * 1000 }
    await store.set(storeKey, session)
    return session
  }

  function session(): Promise<Session> {
    if (known && isFresh(known)) return Promise.resolve(known)
    current ??= obtain().then(
      (obtained) => {
        known = obtained
        current = undefined
        return obtained
      },
      (failure: UploadError) => {
        current = undefined
        throw failure
      },
    )
    return current
  }

  return {
    headers: async () => ({ authorization: `Bearer ${(await session()).token}` }),
    refused(headers) {
      // A late 401 must not throw away the session that already replaced the refused one.
      if (known && headers.authorization === `Bearer ${known.token}`) known = undefined
    },
  }
}

function asSession(value: unknown): Session | undefined {
  const session = value as Partial<Session> | undefined
  if (typeof session?.token !== 'string' || typeof session.endsAt !== 'number') return undefined
  return { token: session.token, endsAt: session.endsAt }
}
