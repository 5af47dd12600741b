import { parseJson } from '../../../miniprogram/uploader/core/backend/json'
import { localSession } from '../browser/session'
import { readSettings } from '../browser/settings'
import { reach } from './retry/errors'

const { server } = readSettings()
/** A backend that takes longer counts as unreachable, ms. */
const TIMEOUT_MS = 15_000

/** The headers of the user who is signed in. */
let session = localSession(server)

/** The backend's answer. Rejects with an error that has the backend's error code. */
export async function post<Answer>(path: string, body: unknown, signal?: AbortSignal): Promise<Answer> {
  let answer = await ask(path, body, signal)
  if (answer.status === 401) {
    session = localSession(server)
    answer = await ask(path, body, signal)
  }
  // A gateway in between may answer with HTML.
  const json = parseJson(answer.text) as (Answer & { error?: { code: string } }) | undefined
  if (!answer.ok || !json) throw Object.assign(new Error(json?.error?.code ?? `HTTP ${answer.status}`), json?.error)
  return json
}

interface TextAnswer {
  ok: boolean
  status: number
  text: string
}

const ask = (path: string, body: unknown, signal?: AbortSignal): Promise<TextAnswer> =>
  reach('backend', async () => {
    const answer = await fetch(server + path, {
      method: 'POST',
      headers: { ...(await session()), 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), ...(signal ? [signal] : [])]),
    })
    return { ok: answer.ok, status: answer.status, text: await answer.text() }
  })
