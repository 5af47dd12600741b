/** The backend over sockets, with its real clients, against the local OSS and STS. It accepts any user name. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import type { LocalCloud } from '../../dev/local-cloud'
import { startStack } from '../../dev/stack/stack'
import type { AppOptions } from '../../server/context'
import { fixedCredentials } from '../../server/credentials/credentials'
import { sessionIdentity } from '../../server/identity/session'
import { ossBucket } from '../../server/oss/bucket/oss-bucket'

export interface CloudRig {
  url: string
  cloud: LocalCloud
  /** The parsed lines of the log. */
  lines: Record<string, unknown>[]
  /** Posts as a signed-in user. */
  post<Body>(user: string, path: string, body: object): Promise<{ status: number; body: Body }>
  /** Lets time pass for the backend, OSS and STS, ms. Only if the rig has its own clock. */
  advance(ms: number): void
  /** Removes an object as the operator, with the account's own key. */
  remove(key: string): Promise<void>
  /** Resolves when no pending object with bytes is left, because pending objects are removed after the answer. */
  cleared(): Promise<void>
  close(): Promise<void>
}

/** @param clock of the backend, OSS and STS, ms. Default: it stands still, so that equal answers are equal to the second. */
export async function startCloudRig(options: Partial<AppOptions>, clock?: () => number): Promise<CloudRig> {
  const startedAt = Date.now()
  let passed = 0
  const now = clock ?? (() => startedAt + passed)
  const folder = await mkdtemp(join(tmpdir(), 'server-cloud-'))
  const lines: Record<string, unknown>[] = []
  const identity = sessionIdentity({
    secrets: [randomBytes(32).toString('hex')],
    login: async (code) => ({ id: code, kind: 'test', issuer: 'test' }),
    localOnly: true,
  })
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) })
  const { url, cloud, close } = await startStack({
    folder,
    callback: false,
    now,
    wiring: { identity, log, ...options },
  })
  const place = { bucket: cloud.bucket, region: cloud.region, endpoint: cloud.ossUrl }
  const bucket = ossBucket(place, fixedCredentials(cloud.root))
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
    advance(ms) {
      passed += ms
    },
    remove: (key) => bucket.remove(key),
    async cleared() {
      const isPending = (): boolean =>
        (cloud.inspect.objects(cloud.bucket) ?? []).some(({ key, size }) => size > 0 && /\/pending\//.test(key))
      while (isPending()) await new Promise((resolve) => setTimeout(resolve, 1))
    },
    async close() {
      await close()
      await rm(folder, { recursive: true })
    },
  }
}

/** The `Code` of OSS's error body. */
export const ossCode = async (response: Response): Promise<string> =>
  /<Code>(.*)<\/Code>/.exec(await response.text())?.[1] ?? ''
