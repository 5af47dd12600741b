/** The backend with its real clients against a strict OSS and STS, and a client written by hand, all over sockets. */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { pino } from 'pino'
import { type LocalCloud, startLocalCloud } from '../../../../../dev/local-cloud'
import { createCrc64 } from '../../../../../dev/local-cloud/store/crc64'
import type {
  AbortAnswer,
  CompleteAnswer,
  MultipartTicket,
  Refusal,
  ResumeAnswer,
  SignedParts,
  UploadsAnswer,
} from '../../../../../miniprogram/uploader/contract'
import { createApp } from '../../../../../server/app'
import type { Config } from '../../../../../server/config/config'
import type { AppOptions } from '../../../../../server/context'
import { defineRoutes, route } from '../../../../../server/define-routes/route'
import { sessionIdentity } from '../../../../../server/identity/session'
import { config } from '../../../fixture'

export const PART = 100 * 1024

/** The ids that hooks were called with. */
export const hooked: string[] = []

const routes = defineRoutes({
  photo: route({
    accept: ['image/jpeg', 'video/mp4'],
    maxSize: '5GB',
    onStored: ({ id }) => {
      hooked.push(id)
      return { id }
    },
  }),
  poster: route({ accept: ['image/jpeg'], maxSize: '5GB', visibility: 'public' }),
})

const sample = readFileSync(new URL('../../../../../dev/samples/photo.jpg', import.meta.url))

/** A JPEG of 1600 × 1200, with noise after its end. */
export const photoOf = (size: number): Buffer => Buffer.concat([sample, randomBytes(size - sample.length)])

export function crc64Of(bytes: Uint8Array): string {
  const crc = createCrc64()
  crc.update(bytes)
  return crc.decimal()
}

/** An answer of the backend. */
export interface Answer<Body> {
  status: number
  body: Body & Partial<Refusal>
}

export interface Rig {
  cloud: LocalCloud
  as(user: string): Client
  metrics(): Promise<string>
  close(): Promise<void>
}

/** The calls of a client. */
export interface Client {
  uploads(files: object[], route?: string): Promise<Answer<UploadsAnswer>>
  /** A ticket for a file of `size` bytes. Fails if it is refused. */
  ticket(size: number, change?: object, route?: string): Promise<MultipartTicket>
  parts(upload: string, from: number, count: number): Promise<Answer<SignedParts>>
  resume(upload: string): Promise<Answer<ResumeAnswer>>
  complete(upload: string, crc64?: string): Promise<Answer<CompleteAnswer>>
  abort(upload: string): Promise<Answer<AbortAnswer>>
}

export async function startRig(
  change: Partial<Config> = {},
  options?: (cloud: LocalCloud) => Partial<AppOptions>,
): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), 'server-multipart-'))
  const cloud = await startLocalCloud({ folder, bucket: 'examplebucket' })
  // The clock stands still, so that equal answers are equal to the second.
  const startedAt = Date.now()
  const app = createApp(configOf(cloud, change), {
    routes,
    identity: sessionIdentity({
      secrets: config.secrets.session,
      login: async (id) => ({ id, kind: 'test', issuer: 'test' }),
      localOnly: true,
    }),
    log: pino({ level: 'silent' }),
    now: () => startedAt,
    ...options?.(cloud),
  })
  const server = await new Promise<Server>((ready) => {
    const started = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => ready(started as Server))
  })
  // Node closes idle connections after five seconds, on a busy machine in the middle of the next request.
  server.keepAliveTimeout = 600_000
  const url = `http://localhost:${(server.address() as AddressInfo).port}`
  return {
    cloud,
    as: (user) => clientOf(url, user),
    metrics: async () => (await fetch(`${url}/metrics`)).text(),
    async close() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
      await cloud.close()
      await rm(folder, { recursive: true })
    },
  }
}

const configOf = (cloud: LocalCloud, change: Partial<Config>): Config => ({
  port: 0,
  oss: { bucket: cloud.bucket, region: cloud.region, endpoint: cloud.ossUrl, domain: cloud.ossUrl, prefix: 'uploads' },
  sts: { roleArn: cloud.account.roleArn, endpoint: cloud.stsUrl },
  source: cloud.account,
  secrets: config.secrets,
  ...change,
})

function clientOf(url: string, user: string): Client {
  const post = async <Body>(path: string, body: object, token = ''): Promise<Answer<Body>> => {
    const headers = { authorization: `Bearer ${token}` }
    const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
    return { status: response.status, body: (await response.json()) as Answer<Body>['body'] }
  }
  const call = async <Body>(path: string, body: object): Promise<Answer<Body>> => {
    const session = await post<{ token: string }>('/v1/session', { code: user })
    return post(path, body, session.body.token)
  }
  const uploads: Client['uploads'] = (files, name = 'photo') => call('/v1/uploads', { route: name, files })
  return {
    uploads,
    async ticket(size, change, name) {
      const { body } = await uploads([{ size, type: 'image/jpeg', partSize: PART, ...change }], name)
      const [ticket] = body.uploads
      if (!ticket || 'error' in ticket || ticket.kind !== 'multipart') throw new Error(JSON.stringify(body))
      return ticket
    },
    parts: (upload, from, count) => call('/v1/uploads/parts', { upload, from, count }),
    resume: (upload) => call('/v1/uploads/resume', { upload }),
    complete: (upload, crc64) => call('/v1/uploads/complete', { upload, ...(crc64 !== undefined && { crc64 }) }),
    abort: (upload) => call('/v1/uploads/abort', { upload }),
  }
}

/** The URL of a part. */
export const partUrl = ({ url }: { url: string }, { query, from, signatures }: SignedParts, number: number): string =>
  `${url}?${query}&partNumber=${number}&x-oss-signature=${signatures[number - from]}`

/** PUTs one part, and returns OSS's status and code. */
export async function put(
  url: string,
  body: NonNullable<RequestInit['body']>,
  headers: Record<string, string> = {},
): Promise<string> {
  const response = await fetch(url, {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream', ...headers },
    body,
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  })
  return `${response.status} ${/<Code>(.*)<\/Code>/.exec(await response.text())?.[1] ?? ''}`.trim()
}

/** Bytes of part `number`. */
export const partOf = (bytes: Buffer, number: number, partSize = PART): Uint8Array<ArrayBuffer> =>
  new Uint8Array(bytes.subarray((number - 1) * partSize, number * partSize))

/** Sends some parts of a file, by default all. */
export async function send(ticket: MultipartTicket, bytes: Buffer, numbers?: number[]): Promise<void> {
  const all = Array.from({ length: ticket.partCount }, (_, index) => index + 1)
  for (const number of numbers ?? all) {
    const said = await put(partUrl(ticket, ticket, number), partOf(bytes, number, ticket.partSize))
    if (said !== '200') throw new Error(`part ${number}: ${said}`)
  }
}

/** Status and code of a refusal. */
export const codeOf = ({ status, body }: Answer<unknown>): [number, string | undefined] => [status, body.error?.code]

/** Keys below the prefix, of objects and of multipart uploads. */
export const leftIn = ({ inspect, bucket }: LocalCloud): { objects: string[]; uploads: string[] } => ({
  objects: (inspect.objects(bucket) ?? []).flatMap(({ key, size }) => (size > 0 ? [key] : [])),
  uploads: (inspect.uploads(bucket) ?? []).map(({ key }) => key),
})
