/** The backend over sockets, with its real clients, against the local OSS and STS; its users are whoever they say. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import type { LocalCloud } from '../../dev/local-cloud'
import { startStack } from '../../dev/stack/stack'
import type { Wiring } from '../../server/backend'
import { sessionIdentity } from '../../server/identity/session'

export interface CloudRig {
  url: string
  cloud: LocalCloud
  /** One parsed log line each. */
  lines: Record<string, unknown>[]
  /** As a signed-in user. */
  post<Body>(user: string, path: string, body: object): Promise<{ status: number; body: Body }>
  close(): Promise<void>
}

export async function startCloudRig(wiring: Wiring, callback = false): Promise<CloudRig> {
  const folder = await mkdtemp(join(tmpdir(), 'server-cloud-'))
  const lines: Record<string, unknown>[] = []
  const identity = sessionIdentity({
    secrets: [randomBytes(32).toString('hex')],
    login: async (code) => ({ id: code, kind: 'test', issuer: 'test' }),
    localOnly: true,
  })
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) })
  // Stands still, so that the same answer twice is the same to the second.
  const startedAt = Date.now()
  const now = (): number => startedAt
  const { url, cloud, close } = await startStack({ folder, callback, now, wiring: { identity, log, ...wiring } })
  const send = async (path: string, body: object, token = ''): Promise<Response> =>
    fetch(url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    })
  return {
    url,
    cloud,
    lines,
    async post(user, path, body) {
      const session = (await (await send('/v1/session', { code: user })).json()) as { token: string }
      const response = await send(path, body, session.token)
      return { status: response.status, body: (await response.json()) as never }
    },
    async close() {
      await close()
      await rm(folder, { recursive: true })
    },
  }
}

/** What OSS says of an answer that it refuses. */
export const ossCode = async (response: Response): Promise<string> =>
  /<Code>(.*)<\/Code>/.exec(await response.text())?.[1] ?? ''
