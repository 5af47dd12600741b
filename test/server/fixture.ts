import { pino } from 'pino'
import type {
  ErrorBody,
  FileForm,
  FileUrl,
  FormTicket,
  MultipartTicket,
  Refusal,
  SharedForm,
  StoredFile,
} from '../../miniprogram/uploader/contract'
import type { PresignAnswer } from '../../miniprogram/uploader/optional-endpoints'
import { type App, createApp } from '../../server/app'
import type { Config } from '../../server/config/config'
import type { Settings } from '../../server/config/read-environment'
import type { AppOptions } from '../../server/context'
import { type CredentialSource, fixedCredentials } from '../../server/credentials/credentials'
import { sessionIdentity } from '../../server/identity/session'
import { routes } from '../../server/routes'
import { formIn } from '../form-in'
import { type MemoryBucket, memoryBucket } from './memory-bucket'

export const NOW = Date.UTC(2026, 0, 2, 3, 4, 5)

export const config: Config = {
  port: 0,
  oss: {
    bucket: 'examplebucket',
    region: 'cn-hangzhou',
    endpoint: 'http://localhost:1',
    domain: 'https://files.example.com',
    prefix: 'uploads',
  },
  secrets: {
    session: ['session-secret-session-secret-session'],
    key: 'key-secret-key-secret-key-secret-key',
  },
}

export const identityOf = (now: () => number) =>
  sessionIdentity({
    secrets: config.secrets.session,
    login: async (code) => ({ id: code, kind: 'test', issuer: 'test' }),
    now,
  })

export interface Answer {
  status: number
  requestId: string | null
  body: {
    error?: ErrorBody
    form?: SharedForm
    uploads?: (FileForm | MultipartTicket | Refusal)[]
    file?: StoredFile
    token?: string
    expiresIn?: number
    status?: string
    urls?: (FileUrl | Refusal)[]
  } & Partial<Pick<PresignAnswer, 'url' | 'headers' | 'upload'>>
}

export interface Fixture {
  app: App
  bucket: MemoryBucket
  /** The backend's clock, ms. Set it to let time pass. */
  clock: { now: number }
  /** The parsed lines of the log. */
  lines: Record<string, unknown>[]
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>
  /** Posts as a signed-in user. */
  as(user: string): { post(path: string, body: unknown): Promise<Answer> }
}

const keys = { accessKeyId: 'local-key-id', accessKeySecret: 'local-key-secret' }

/** The real backend over a bucket in memory, with fixed keys. */
export function fixture(options: Partial<AppOptions> = {}, change: Partial<Settings> = {}): Fixture {
  const bucket = memoryBucket()
  const clock = { now: NOW }
  const lines: Record<string, unknown>[] = []
  const now = (): number => clock.now
  const credentials: CredentialSource = fixedCredentials(keys)
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) })
  const app = createApp(
    { ...config, ...change },
    { routes, bucket, credentials, identity: identityOf(now), now, log, ...options },
  )

  const post: Fixture['post'] = async (path, body, headers = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const response = await app.fetch(new Request(`http://localhost${path}`, { method: 'POST', body: text, headers }))
    return {
      status: response.status,
      requestId: response.headers.get('x-request-id'),
      body: (await response.json()) as Answer['body'],
    }
  }
  const signIn = async (user: string): Promise<Record<string, string>> => {
    const { body } = await post('/v1/session', { code: user })
    return { authorization: `Bearer ${body.token}` }
  }
  return {
    app,
    bucket,
    clock,
    lines,
    post,
    as: (user) => ({ post: async (path, body) => post(path, body, await signIn(user)) }),
  }
}

/** The form ticket at `index`. Fails if there is a refusal or another kind of ticket. */
export const ticketOf = ({ body }: Answer, index = 0): FormTicket => formIn(body, index)

/** The key that a ticket's form uploads to. */
export const keyOf = (ticket: FormTicket): string => ticket.fields.key ?? ''
