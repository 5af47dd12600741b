/** A backend with routes in two buckets, over sockets, and the local OSS and STS. */
import { mkdtemp, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { type LocalCloud, startLocalCloud } from '../../../dev/local-cloud'
import type {
  CompleteAnswer,
  ErrorBody,
  FormTicket,
  MultipartTicket,
  UploadsAnswer,
} from '../../../miniprogram/uploader/contract'
import { type App, createApp } from '../../../server/app'
import { sessionIdentity } from '../../../server/identity/session'
import { defineRoutes, type RouteTable, route, type Settings } from '../../../server/index'
import { formIn } from '../../form-in'
import { config } from '../fixture'

export const rules = { accept: ['image/*', 'application/pdf'], maxSize: '5MB' } as const
export const routes = defineRoutes({
  photo: route(rules),
  avatar: route({ ...rules, bucket: 'public', visibility: 'public', keyPrefix: 'faces' }),
})

export const FIRST = 'examplebucket'
export const PUBLIC = 'example-public'
export const KEY = 'k3y-of-the-shop-k3y-of-the-shop-0'
export const JPEG = Buffer.concat([Buffer.from('ffd8ffe000', 'hex'), Buffer.from('a face')])
const PART_SIZE = 102_400
export const PAPER = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(PART_SIZE + 1000, 7)])

let folder: string
export let cloud: LocalCloud
let server: Server
export let address: string
let app: App

export const settingsFor = (change: Partial<Settings> = {}): Settings => ({
  port: 0,
  oss: { bucket: FIRST, region: cloud.region, endpoint: cloud.ossUrl, domain: cloud.ossUrl, prefix: 'uploads' },
  buckets: {
    public: {
      bucket: PUBLIC,
      region: cloud.region,
      endpoint: cloud.otherUrls[PUBLIC] ?? '',
      domain: cloud.otherUrls[PUBLIC] ?? '',
    },
  },
  sts: { roleArn: cloud.account.roleArn, endpoint: cloud.stsUrl },
  source: cloud.account,
  secrets: config.secrets,
  logLevel: 'silent',
  ...change,
})

export const appFor = (table: RouteTable, change: Partial<Settings> = {}): App =>
  createApp(settingsFor(change), {
    routes: table,
    identity: sessionIdentity({
      secrets: config.secrets.session,
      login: async (id) => ({ id, kind: 'test', issuer: 'test' }),
      localOnly: true,
    }),
    callback: { keyPrefixes: [cloud.callbackKeyPrefix] },
    optionalEndpoints: ['presign'],
    hostKeys: [{ name: 'shop', key: KEY, scopes: ['urls', 'head'] }],
  })

/** Answers from now on with these routes and settings. */
export function answerWith(table: RouteTable, change?: Partial<Settings>): void {
  app = appFor(table, change)
}

/** Starts the cloud and the backend for the tests of a file. */
export function startForTests(): void {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'server-two-buckets-'))
    cloud = await startLocalCloud({ folder, bucket: FIRST, otherBuckets: [PUBLIC] })
    server = await new Promise<Server>((ready) => {
      const started = serve({ fetch: (request) => app.fetch(request), port: 0, hostname: '127.0.0.1' }, () =>
        ready(started as Server),
      )
    })
    address = `http://localhost:${(server.address() as AddressInfo).port}`
  })
  beforeEach(() => {
    app = appFor(routes)
  })
  afterAll(async () => {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
    await cloud.close()
    await rm(folder, { recursive: true })
  })
}

export async function post<Body>(path: string, body: object, token: string): Promise<Body & { error?: ErrorBody }> {
  const headers = { authorization: `Bearer ${token}` }
  const response = await fetch(address + path, { method: 'POST', headers, body: JSON.stringify(body) })
  return (await response.json()) as Body & { error?: ErrorBody }
}

export async function asAnn<Body>(path: string, body: object): Promise<Body & { error?: ErrorBody }> {
  const { token } = await post<{ token: string }>('/v1/session', { code: 'ann' }, '')
  return post(path, body, token)
}

export const complete = (upload: string) => asAnn<CompleteAnswer>('/v1/uploads/complete', { upload })

export async function formTicket(name: string): Promise<FormTicket> {
  const files = [{ size: JPEG.length, type: 'image/jpeg' }]
  return formIn(await asAnn<UploadsAnswer>('/v1/uploads', { route: name, files }))
}

export function send({ url, fields }: FormTicket): Promise<Response> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new Blob([new Uint8Array(JPEG)], { type: 'image/jpeg' }), 'x.jpg')
  return fetch(url, { method: 'POST', body: form })
}

export async function uploadForm(name: string): Promise<CompleteAnswer['file']> {
  const ticket = await formTicket(name)
  expect((await send(ticket)).ok).toBe(true)
  return (await complete(ticket.upload)).file
}

export async function partsTicket(name: string): Promise<MultipartTicket> {
  const files = [{ size: PAPER.length, type: 'application/pdf', partSize: PART_SIZE }]
  const [ticket] = (await asAnn<UploadsAnswer>('/v1/uploads', { route: name, files })).uploads
  if (!ticket || 'error' in ticket || ticket.kind !== 'multipart') throw new Error(`got ${JSON.stringify(ticket)}`)
  return ticket
}

export async function sendParts({ url, query, headers, signatures }: MultipartTicket): Promise<void> {
  for (const [index, signature] of signatures.entries()) {
    const part = `${url}?${query}&partNumber=${index + 1}&x-oss-signature=${signature}`
    const body = PAPER.subarray(index * PART_SIZE, (index + 1) * PART_SIZE)
    expect((await fetch(part, { method: 'PUT', headers, body: new Uint8Array(body) })).status).toBe(200)
  }
}

/** The final keys that a bucket holds. */
export const finalKeys = (bucket: string): string[] =>
  (cloud.inspect.objects(bucket) ?? []).map(({ key }) => key).filter((key) => !key.includes('/pending/'))

export const domainOf = (bucket: string): string => (bucket === FIRST ? cloud.ossUrl : (cloud.otherUrls[bucket] ?? ''))

export const read = async (url: string): Promise<[number, Buffer]> => {
  const response = await fetch(url)
  return [response.status, Buffer.from(await response.arrayBuffer())]
}

export const PLACES = [
  ['photo', FIRST, 'uploads/photo/'],
  ['avatar', PUBLIC, 'uploads/faces/'],
] as const
