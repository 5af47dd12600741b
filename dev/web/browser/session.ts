import { PATHS } from '../../../miniprogram/uploader/contract'
import { readError, readSession } from '../../../miniprogram/uploader/core/backend/answers'
import { parseJson } from '../../../miniprogram/uploader/core/backend/json'

interface Session {
  token: string
  /** ms since 1970. */
  endsAt: number
}

/** Rather a new session than one that ends while a call is on its way, ms. */
const MARGIN_MS = 60_000

/** Longer, and the uploader's own call may as well find out what is wrong, ms. */
const PATIENCE_MS = 15_000

/**
 * Who uploads, as headers. A real page has signed its user in already and gives that token; the local backend lets
 * anybody in, and this asks it for a session whenever the last one is about to end: once, however many wait for it.
 *
 * Where no answer comes at all there are no headers: the uploader's own call meets the same, and can tell a page that is
 * kept out from a server that is down.
 */
export function localSession(server: string): () => Promise<Record<string, string>> {
  let current: Session | undefined
  let coming: Promise<Session | undefined> | undefined

  const opened = (): Promise<Session | undefined> => {
    coming ??= open(server + PATHS.session)
      .then((session) => {
        current = session
        return session
      })
      .finally(() => {
        coming = undefined
      })
    return coming
  }
  return async (): Promise<Record<string, string>> => {
    const isFresh = current && Date.now() < current.endsAt - MARGIN_MS
    const session = isFresh ? current : await opened()
    return session ? { authorization: `Bearer ${session.token}` } : {}
  }
}

/** Undefined without an answer. @throws Error that says what came instead of a session */
async function open(url: string): Promise<Session | undefined> {
  const answer = await ask(url)
  if (!answer) return undefined
  const body = parseJson(answer.text)
  const session = answer.status === 200 ? readSession(body) : undefined
  if (session) return { token: session.token, endsAt: Date.now() + session.expiresIn * 1000 }
  throw new Error(`POST ${url}: HTTP ${answer.status}, ${readError(body)?.message ?? 'which is no session'}`)
}

async function ask(url: string): Promise<{ status: number; text: string } | undefined> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: 'web' }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    return { status: answer.status, text: await answer.text() }
  } catch {
    return undefined
  }
}
