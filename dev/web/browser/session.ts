import { PATHS, type SessionAnswer } from '../../../miniprogram/uploader/contract'

/**
 * Who uploads, as headers. A real page has signed its user in already and gives that token; the local backend lets
 * anybody in, and this asks it for a session whenever the last one is about to end.
 */
export function localSession(server: string): () => Promise<{ authorization: string }> {
  let current: Promise<SessionAnswer> | undefined
  let endsAt = 0

  async function open(): Promise<SessionAnswer> {
    const answer = await fetch(server + PATHS.session, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: 'web' }),
    })
    const session = (await answer.json()) as SessionAnswer
    endsAt = Date.now() + session.expiresIn * 1000
    return session
  }
  return async () => {
    if (Date.now() > endsAt - 60_000) current = undefined
    current ??= open().catch((thrown: unknown) => {
      current = undefined
      throw thrown
    })
    return { authorization: `Bearer ${(await current).token}` }
  }
}
