import { localSession } from '../browser/session'
import { readSettings } from '../browser/settings'
import { reach } from './thrown'

const { server } = readSettings()
const session = localSession(server)

/** The backend's answer. Rejects with an error that has its code. */
export async function post<Answer>(path: string, body: unknown, signal: AbortSignal | null = null): Promise<Answer> {
  const answer = await reach('backend', async () =>
    fetch(server + path, {
      method: 'POST',
      headers: { ...(await session()), 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal,
    }),
  )
  const json = (await answer.json()) as Answer & { error?: { code: string } }
  if (!answer.ok) throw Object.assign(new Error(json.error?.code ?? `HTTP ${answer.status}`), json.error)
  return json
}
