import { PATHS } from '../../../miniprogram/uploader/contract'
import { readError, readSession } from '../../../miniprogram/uploader/core/backend/answers'
import { parseJson } from '../../../miniprogram/uploader/core/backend/json'

interface Session {
  token: string
  /** ms since 1970. */
  endsAt: number
}

/** A session is renewed so long before its end, so that it does not end during a call, ms. */
const MARGIN_MS = 60_000

/** After this time the uploader's own call will report what is wrong, ms. */
const TIMEOUT_MS = 15_000

/**
 * The headers that identify the user. A real page has signed its user in and sends that token. The local backend gives
 * everybody a session; a new one is requested before the last one ends, and concurrent calls share one request.
 *
 * Without an answer there are no headers: the uploader's own call then fails in the same way, and can tell a missing
 * CORS origin from a server that is down.
 */
export function localSession(server: string): () => Promise<Record<string, string>> {
  let current: Session | undefined
  let pending: Promise<Session | undefined> | undefined

  const openOnce = (): Promise<Session | undefined> => {
    pending ??= open(server + PATHS.session)
      .then((session) => {
        current = session
        return session
      })
      .finally(() => {
        pending = undefined
      })
    return pending
  }
  return async (): Promise<Record<string, string>> => {
    const isFresh = current && Date.now() < current.endsAt - MARGIN_MS
    const session = isFresh ? current : await openOnce()
    return session ? { authorization: `Bearer ${session.token}` } : {}
  }
}

/** Undefined if there is no answer. @throws Error if the answer is not a session */
async function open(url: string): Promise<Session | undefined> {
  const answer = await ask(url)
  if (!answer) return undefined
  const body = parseJson(answer.text)
  const session = answer.status === 200 ? readSession(body) : undefined
  if (session) return { token: session.token, endsAt: Date.now() + session.expiresIn * 1000 }
  throw new Error(`POST ${url}: HTTP ${answer.status}, ${readError(body)?.message ?? 'not a session'}`)
}

async function ask(url: string): Promise<{ status: number; text: string } | undefined> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: 'web' }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    return { status: answer.status, text: await answer.text() }
  } catch {
    return undefined
  }
}
