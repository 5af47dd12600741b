/** The backend with its real clients (ali-oss, the STS SDK) against a strict OSS and STS, over sockets. */
import { mkdtemp, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { type LocalCloud, startLocalCloud } from '../../dev/local-cloud'
import { createCrc64 } from '../../dev/local-cloud/store/crc64'
import type { CompleteAnswer, FormTicket, UploadsAnswer } from '../../miniprogram/uploader/contract'
import { type App, createApp } from '../../server/app'
import type { Config } from '../../server/config/config'
import { assumeRole } from '../../server/credentials/assume-role'
import { defineRoutes, route } from '../../server/define-routes/route'
import { Fault } from '../../server/faults/fault'
import { sessionIdentity } from '../../server/identity/session'
import { ossBucket } from '../../server/oss/bucket/oss-bucket'
import { formIn } from '../form-in'
import { config } from './fixture'

/** Nine bytes that begin like a JPEG. */
const CONTENT = Buffer.concat([Buffer.from('ffd8ffe000', 'hex'), Buffer.from('6789')])
const crc = createCrc64()
crc.update(CONTENT)
const CRC64 = crc.decimal()

let folder: string
let cloud: LocalCloud
let server: Server
let address: string
let app: App

const configFor = (publicUrl?: string): Config => ({
  port: 0,
  publicUrl,
  oss: { bucket: cloud.bucket, region: cloud.region, endpoint: cloud.ossUrl, domain: cloud.ossUrl, prefix: 'uploads' },
  sts: { roleArn: cloud.account.roleArn, endpoint: cloud.stsUrl },
  source: cloud.account,
  secrets: config.secrets,
  logLevel: 'silent',
})

const routes = defineRoutes({
  photo: route({ accept: ['image/jpeg'], maxSize: '5MB', onStored: ({ id }) => ({ id }) }),
  poster: route({ accept: ['image/jpeg'], maxSize: '5MB', visibility: 'public' }),
})

/** The clock stands still, so that equal answers are equal to the second. */
const startedAt = Date.now()

const appFor = (publicUrl?: string): App =>
  createApp(configFor(publicUrl), {
    routes,
    identity: sessionIdentity({
      secrets: config.secrets.session,
      login: async (id) => ({ id, kind: 'test', issuer: 'test' }),
      localOnly: true,
    }),
    callback: { keyPrefixes: [cloud.callbackKeyPrefix] },
    now: () => startedAt,
  })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'server-local-cloud-'))
  cloud = await startLocalCloud({ folder, bucket: 'examplebucket' })
  server = await new Promise<Server>((ready) => {
    const started = serve({ fetch: (request) => app.fetch(request), port: 0, hostname: '127.0.0.1' }, () =>
      ready(started as Server),
    )
  })
  address = `http://localhost:${(server.address() as AddressInfo).port}`
})

afterAll(async () => {
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
  await cloud.close()
  await rm(folder, { recursive: true })
})

const post = async <Body>(path: string, body: object, token = ''): Promise<Body> => {
  const response = await fetch(address + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  })
  return (await response.json()) as Body
}

const signIn = async (): Promise<string> => (await post<{ token: string }>('/v1/session', { code: 'ann' })).token

async function ticketFor(name = 'photo', fileName = '照片 (1)!.jpg'): Promise<FormTicket> {
  const files = [{ name: fileName, size: CONTENT.length, type: 'image/jpeg' }]
  return formIn(await post<UploadsAnswer>('/v1/uploads', { route: name, files }, await signIn()))
}

const send = (ticket: FormTicket, change: Record<string, string> = {}, content = CONTENT): Promise<Response> => {
  const form = new FormData()
  for (const [name, value] of Object.entries({ ...ticket.fields, ...change })) form.append(name, value)
  form.append('file', new Blob([new Uint8Array(content)], { type: 'image/jpeg' }), 'x.jpg')
  return fetch(ticket.url, { method: 'POST', body: form })
}

describe('an upload with a callback', () => {
  beforeAll(() => {
    app = appFor(address)
  })

  it('needs one POST, which stores, confirms and answers with a URL that reads the same bytes', async () => {
    const answer = await send(await ticketFor())
    expect(answer.status).toBe(200)
    const { file } = (await answer.json()) as CompleteAnswer
    expect(file).toMatchObject({ size: 9, type: 'image/jpeg', name: '照片 (1)!.jpg', crc64: CRC64 })
    const read = await fetch(file.url)
    expect([read.status, Buffer.from(await read.arrayBuffer())]).toEqual([200, CONTENT])
    expect(read.headers.get('content-type')).toBe('image/jpeg')
    expect(read.headers.get('content-disposition')).toBe("inline; filename*=UTF-8''%E7%85%A7%E7%89%87%20%281%29%21.jpg")
  })

  it.each([
    ['a forged upload', async () => 'forged', 'upload-invalid'],
    ['the upload of a file that was never sent', async () => (await ticketFor()).upload, 'not-stored'],
  ])('is not confirmed by a correctly signed callback of another account’s bucket with %s', async (_, upload, code) => {
    const answer = await cloud.sendCallback({
      url: `${address}/v1/uploads/callback`,
      body: `upload=${await upload()}&object=uploads/photo/x/y.jpg&size=9`,
      contentType: 'application/x-www-form-urlencoded',
    })
    expect(answer.body.toString()).toContain(code)
  })
})

describe('an upload without a callback', () => {
  beforeAll(() => {
    app = appFor()
  })

  it('is confirmed by complete, also repeatedly, with the client’s own CRC-64', async () => {
    const ticket = await ticketFor()
    expect((await send(ticket)).status).toBe(200)
    const token = await signIn()
    const body = { upload: ticket.upload, crc64: CRC64 }
    const first = await post<CompleteAnswer>('/v1/uploads/complete', body, token)
    expect(first.file.crc64).toBe(CRC64)
    expect(await post<CompleteAnswer>('/v1/uploads/complete', body, token)).toEqual(first)
  })

  it('of a public file is read without a signature, and of a private one is not', async () => {
    const urlOf = async (name: string): Promise<string> => {
      const ticket = await ticketFor(name)
      await send(ticket)
      const { file } = await post<CompleteAnswer>('/v1/uploads/complete', { upload: ticket.upload }, await signIn())
      return file.url
    }
    const bare = async (name: string): Promise<number> => (await fetch((await urlOf(name)).replace(/\?.*/, ''))).status
    expect([await bare('poster'), await bare('photo')]).toEqual([200, 403])
  })

  it.each([
    ['one byte more', {}, Buffer.concat([CONTENT, Buffer.from('0')])],
    ['one byte fewer', {}, CONTENT.subarray(0, 8)],
    ['a public ACL', { 'x-oss-object-acl': 'public-read' }, CONTENT],
    ['another type', { 'x-oss-content-type': 'text/html' }, CONTENT],
    ['another key', { key: 'uploads/photo/x.jpg' }, CONTENT],
    ['a field of the client’s own', { 'x-oss-storage-class': 'Archive' }, CONTENT],
  ])('is refused by its ticket with %s', async (_, change, content) => {
    const answer = await send(await ticketFor(), change, content)
    expect(answer.status).toBeGreaterThanOrEqual(400)
  })

  it('that becomes an archived object through an extra field is removed and refused', async () => {
    cloud.settings.extraFields = 'lax'
    const ticket = await ticketFor()
    expect((await send(ticket, { 'x-oss-storage-class': 'Archive' })).status).toBe(200)
    cloud.settings.extraFields = 'strict'
    const token = await signIn()
    const complete = () => post('/v1/uploads/complete', { upload: ticket.upload }, token)
    expect(await complete()).toMatchObject({ error: { code: 'stored-differs' } })
    expect(await complete()).toMatchObject({ error: { code: 'stored-differs' } })
  })
})

describe('the bucket', () => {
  const keys = () =>
    assumeRole({ ...configFor().oss, ...configFor().sts, roleArn: cloud.account.roleArn, source: cloud.account })
  const bucket = () => ossBucket(configFor().oss, keys())
  const promotion = (from: string, to: string, ifMatch: string) =>
    ({ from, to, ifMatch, contentType: 'image/jpeg', acl: 'private' }) as const

  it('answers undefined for a missing object, and removing it succeeds', async () => {
    expect(await bucket().head('uploads/none.jpg')).toBeUndefined()
    await bucket().remove('uploads/none.jpg')
  })

  it('promotes once: then the target exists, and a changed or missing source is gone', async () => {
    const ticket = await ticketFor()
    await send(ticket)
    const from = ticket.fields.key ?? ''
    const stored = await bucket().head(from)
    expect(stored).toMatchObject({ size: 9, contentType: 'image/jpeg', objectType: 'Normal', crc64: CRC64 })
    const etag = stored?.etag ?? ''
    expect(await bucket().promote(promotion(from, 'uploads/photo/a.jpg', '"other"'))).toBe('gone')
    expect(await bucket().promote(promotion(from, 'uploads/photo/a.jpg', etag))).toBe('copied')
    expect(await bucket().promote(promotion(from, 'uploads/photo/a.jpg', etag))).toBe('exists')
    await bucket().remove(from)
    expect(await bucket().promote(promotion(from, 'uploads/photo/b.jpg', etag))).toBe('gone')
  })

  it('is server-misconfigured outside its prefix, and cloud-unavailable if nothing listens', async () => {
    const codeOf = (work: Promise<unknown>) =>
      work.then(
        () => 'done',
        (error: unknown) => (error instanceof Fault ? error.code : String(error)),
      )
    expect(await codeOf(bucket().head('elsewhere/a.jpg'))).toBe('server-misconfigured')
    const unreachable = ossBucket({ ...configFor().oss, endpoint: 'http://localhost:1' }, keys())
    expect(await codeOf(unreachable.head('uploads/a.jpg'))).toBe('cloud-unavailable')
    expect(await codeOf(unreachable.promote(promotion('uploads/a', 'uploads/b', '"x"')))).toBe('cloud-unavailable')
    expect(await codeOf(unreachable.remove('uploads/a.jpg'))).toBe('cloud-unavailable')
  })
})

describe('AssumeRole', () => {
  const ask = (change: object) => {
    const options = {
      ...configFor().oss,
      endpoint: cloud.stsUrl,
      roleArn: cloud.account.roleArn,
      source: cloud.account,
    }
    return assumeRole({ ...options, ...change })('read')
  }
  const codeOf = (change: object) =>
    ask(change).then(
      () => 'done',
      (error: unknown) => (error instanceof Fault ? error.code : String(error)),
    )

  it('gives credentials for one hour', async () => {
    const credentials = await ask({})
    expect([credentials.accessKeyId.slice(0, 4), typeof credentials.securityToken]).toEqual(['STS.', 'string'])
    expect(credentials.expiresAt - Date.now()).toBeGreaterThan(3_500_000)
  })

  it.each([
    ['server-misconfigured', 'a missing role', { roleArn: 'acs:ram::1234567890123456:role/nobody' }],
    [
      'server-misconfigured',
      'a wrong secret',
      { source: { accessKeyId: 'local-source-key', accessKeySecret: 'wrong' } },
    ],
    ['server-misconfigured', 'an unknown key', { source: { accessKeyId: 'nobody', accessKeySecret: 'x' } }],
    ['cloud-unavailable', 'no server', { endpoint: 'http://localhost:1' }],
  ])('is %s with %s', async (code, _, change) => {
    expect(await codeOf(change)).toBe(code)
  })
})
