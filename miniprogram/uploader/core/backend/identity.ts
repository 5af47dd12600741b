import type { SessionAnswer } from '../../contract'
import { UploadError } from '../errors'
import type { Clock, Headers, Store } from '../ports'

/** Identifies the user, as headers of the calls to the backend. */
export interface Identity {
  headers(): Promise<Headers>
  /** The backend answered 401 to these headers: do not return them again. */
  refused(headers: Headers): void
  /**
   * If there is no session, and none is on its way, opens one by a call that does something else as well, and resolves
   * with what it brought. Undefined: make the call with `headers`.
   */
  signInBy?<T>(call: (code: string) => Promise<SignedIn<T>>): Promise<{ value: T } | undefined>
}

export interface SignedIn<T> {
  session: SessionAnswer
  value: T
}

/** The app identifies the user itself, and renews its own sessions. */
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
  /** ms, on this device's clock. If the clock is corrected meanwhile, a 401 renews the session. */
  endsAt: number
}

const STORE_KEY = 'wx-oss-upload.session'

/** A session is renewed this long before it expires, so that it does not expire during a call, ms. */
const MARGIN_MS = 60_000

/**
 * Identifies the user by a session. Keeps it in the store, opens one for all callers that wait, and opens a new one
 * after a 401.
 * @param login gets a code that works once
 * @param exchange exchanges a code for a session
 */
export function sessionIdentity(
  server: string,
  { login, exchange }: { login: () => Promise<string>; exchange: (code: string) => Promise<SessionAnswer> },
  { store, clock }: { store: Store; clock: Clock },
): Identity {
  let current: Promise<Session> | undefined
  /** The session on its way comes with another call, whose failure may have nothing to do with the session. */
  let comesWithCall = false
  let known: Session | undefined
  let storeRead = false
  // A session is valid at one backend only, and must not be sent to another.
  const storeKey = `${STORE_KEY}:${server}`

  const isFresh = (session: Session): boolean => session.endsAt - MARGIN_MS > clock.now()

  async function obtain(open: (code: string) => Promise<SessionAnswer>): Promise<Session> {
    const stored = storeRead ? undefined : asSession(await store.get(storeKey))
    storeRead = true
    if (stored && isFresh(stored)) return stored
    const { token, expiresIn } = await open(await login())
    const session = { token, endsAt: clock.now() + expiresIn * 1000 }
    await store.set(storeKey, session)
    return session
  }

  function begin(open: (code: string) => Promise<SessionAnswer>): Promise<Session> {
    current = obtain(open).then(
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

  function session(): Promise<Session> {
    if (known && isFresh(known)) return Promise.resolve(known)
    if (current && comesWithCall) return current.catch(session)
    comesWithCall = false
    return current ?? begin(exchange)
  }

  return {
    headers: async () => ({ authorization: `Bearer ${(await session()).token}` }),
    async signInBy<T>(call: (code: string) => Promise<SignedIn<T>>) {
      if ((known && isFresh(known)) || current) return undefined
      let brought: { value: T } | undefined
      comesWithCall = true
      await begin(async (code) => {
        const { session: opened, value } = await call(code)
        brought = { value }
        return opened
      })
      return brought
    },
    refused(headers) {
      // A late 401 must not drop the session that has already replaced the refused one.
      if (known && headers.authorization === `Bearer ${known.token}`) known = undefined
    },
  }
}

function asSession(value: unknown): Session | undefined {
  const session = value as Partial<Session> | undefined
  if (typeof session?.token !== 'string' || typeof session.endsAt !== 'number') return undefined
  return { token: session.token, endsAt: session.endsAt }
}
