/** `POST /v1/credentials`: what ali-oss in a web page can do with them, and what it cannot. */
import OSS from 'ali-oss'
import type { ErrorBody, FileUrl, Refusal, UploadsAnswer } from '../../../../miniprogram/uploader/contract'
import type { CredentialsAnswer } from '../../../../miniprogram/uploader/optional-endpoints'
import { createApp } from '../../../../server/app'
import { routes } from '../../../../server/routes'
import { formIn } from '../../../form-in'
import { type CloudRig, ossCode, startCloudRig } from '../../cloud-rig'
import { config, fixture } from '../../fixture'

let rig: CloudRig
beforeAll(async () => {
  rig = await startCloudRig({ optionalEndpoints: ['credentials'] })
})
afterAll(() => rig.close())

const ask = async (user: string) => (await rig.post<CredentialsAnswer>(user, '/v1/credentials', {})).body

/** The client that a web page creates from the answer. */
const client = ({ accessKeyId, accessKeySecret, securityToken, bucket, region, endpoint }: CredentialsAnswer): OSS =>
  new OSS({
    accessKeyId,
    accessKeySecret,
    stsToken: securityToken,
    refreshSTSTokenInterval: 300_000,
    bucket,
    region: `oss-${region}`,
    endpoint,
    cname: true,
    secure: endpoint.startsWith('https:'),
    authorizationV4: true,
  })

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  )

const urls = async (user: string, keys: string[]): Promise<(FileUrl | Refusal)[]> =>
  (await rig.post<{ urls: (FileUrl | Refusal)[] }>(user, '/v1/urls', { keys })).body.urls

/** A confirmed photo of the user. */
async function storedKey(user: string, bytes: Buffer): Promise<string> {
  const files = [{ size: bytes.length, type: 'image/jpeg' }]
  const ticket = formIn((await rig.post<UploadsAnswer>(user, '/v1/uploads', { route: 'photo', files })).body)
  const form = new FormData()
  for (const [name, value] of Object.entries(ticket.fields)) form.append(name, value)
  form.append('file', new Blob([new Uint8Array(bytes)]), 'x.jpg')
  await fetch(ticket.url, { method: 'POST', body: form })
  const confirmed = await rig.post<{ file: { key: string } }>(user, '/v1/uploads/complete', { upload: ticket.upload })
  return confirmed.body.file.key
}

const JPEG = Buffer.concat([Buffer.from('ffd8ffe000', 'hex'), Buffer.from('of bob alone')])

describe('the credentials of a user', () => {
  it('come with their folder, their life, and everything that ali-oss needs', async () => {
    const given = await ask('ann')
    expect(given).toEqual({
      accessKeyId: expect.stringMatching(/^STS\./),
      accessKeySecret: expect.any(String),
      securityToken: expect.any(String),
      expiresIn: expect.any(Number),
      bucket: rig.cloud.bucket,
      region: 'cn-hangzhou',
      endpoint: rig.cloud.ossUrl,
      prefix: expect.stringMatching(/^uploads\/sts\/[0-9a-f]{24}\/$/),
    })
    expect(given.expiresIn).toBeGreaterThan(800)
    expect(given.expiresIn).toBeLessThanOrEqual(840)
  })

  it('put files of any size into their folder, in one call or in parts, and their user can read them', async () => {
    const { prefix, ...given } = await ask('ann')
    const oss = client({ prefix, ...given })
    await oss.put(`${prefix}album/1.txt`, Buffer.from('one'))
    const parts = Buffer.alloc(300 * 1024, 'x')
    await oss.multipartUpload(`${prefix}2.bin`, parts, { partSize: 100 * 1024 })
    const found = await urls('ann', [`${prefix}album/1.txt`, `${prefix}2.bin`])
    const texts = await Promise.all(found.map(async (url) => (await fetch('url' in url ? url.url : '')).text()))
    expect(texts).toEqual(['one', parts.toString()])
    expect(await urls('bob', [`${prefix}album/1.txt`])).toMatchObject([{ error: { code: 'forbidden' } }])
  })

  it('put nothing anywhere else, read, list and delete nothing, and make nothing public', async () => {
    const given = await ask('ann')
    const oss = client(given)
    const own = `${given.prefix}own.txt`
    const others = (await ask('bob')).prefix
    const open = { headers: { 'x-oss-object-acl': 'public-read' } }
    await oss.put(own, Buffer.from('x'))
    const tried = {
      'into another’s folder': oss.put(`${others}a.txt`, Buffer.from('x')),
      'above it': oss.put(`${given.prefix.slice(0, -1)}a.txt`, Buffer.from('x')),
      'among confirmed files': oss.put('uploads/photo/a.txt', Buffer.from('x')),
      'among pending files': oss.put('uploads/pending/a.txt', Buffer.from('x')),
      'for all to read': oss.put(`${given.prefix}open.txt`, Buffer.from('x'), open),
      'for all to read and write': oss.put(`${given.prefix}open.txt`, Buffer.from('x'), {
        headers: { 'x-oss-object-acl': 'public-read-write' },
      }),
      'in parts for all to read': oss.initMultipartUpload(`${given.prefix}open.txt`, open),
      'opened afterwards': oss.putACL(own, 'public-read'),
      read: oss.get(own),
      deleted: oss.delete(own),
      listed: oss.list({ prefix: given.prefix, 'max-keys': 10 }, {}),
      'copied from another’s': oss.copy(`${given.prefix}b.txt`, `${others}a.txt`),
    }
    const codes = await Promise.all(Object.entries(tried).map(async ([what, work]) => [what, await codeOf(work)]))
    expect(codes).toEqual(Object.keys(tried).map((what) => [what, 'AccessDenied']))
  })

  it('leak nothing through a symlink: to another user’s file, a pending one, or another user’s folder', async () => {
    const secret = await storedKey('bob', JPEG)
    const { prefix: others, ...bobs } = await ask('bob')
    await client({ prefix: others, ...bobs }).put(`${others}secret.txt`, Buffer.from('secret'))
    const { prefix, ...given } = await ask('ann')
    const oss = client({ prefix, ...given })
    for (const target of [secret, `${others}secret.txt`, secret.replace('uploads/', 'uploads/pending/')]) {
      await oss.putSymlink(`${prefix}planted`, target, { headers: {} } as OSS.PutSymlinkOptions)
      const [found] = await urls('ann', [`${prefix}planted`])
      const response = await fetch(found && 'url' in found ? found.url : '')
      expect([target, response.status, await ossCode(response)]).toEqual([target, 403, 'AccessDenied'])
    }
    // The same symlink works for an object that its owner may read.
    await oss.put(`${prefix}mine.txt`, Buffer.from('mine'))
    await oss.putSymlink(`${prefix}planted`, `${prefix}mine.txt`, { headers: {} } as OSS.PutSymlinkOptions)
    const [found] = await urls('ann', [`${prefix}planted`])
    expect(await (await fetch(found && 'url' in found ? found.url : '')).text()).toBe('mine')
  })

  it('are requested from STS once in half of their life, and are never another user’s', async () => {
    const calls = () => rig.cloud.journal.count({ operation: 'AssumeRole' })
    const before = calls()
    const [first, ...others] = await Promise.all(Array.from({ length: 20 }, () => ask('cid')))
    expect(new Set([first, ...others].map((given) => given?.accessKeyId)).size).toBe(1)
    expect(calls()).toBe(before + 1)
    expect((await ask('dan')).accessKeyId).not.toBe(first?.accessKeyId)
  })

  it('never appear in the log', async () => {
    const { accessKeySecret, securityToken } = await ask('ann')
    const log = JSON.stringify(rig.lines)
    expect(log).toContain('/v1/credentials')
    for (const secret of [accessKeySecret, securityToken]) expect(log).not.toContain(secret)
  })
})

describe('POST /v1/credentials', () => {
  const keys = { accessKeyId: 'id', accessKeySecret: 's', securityToken: 't', expiresAt: Number.POSITIVE_INFINITY }
  const userSessions = { put: async () => keys, read: async () => keys }

  it('does not exist unless the backend offers it', async () => {
    for (const optionalEndpoints of [[], ['presign']] as const) {
      const { status, body } = await fixture({ userSessions, optionalEndpoints }).as('ann').post('/v1/credentials', {})
      expect([status, body.error?.code]).toEqual([404, 'not-found'])
    }
  })

  it('cannot be offered without a role whose rights can be narrowed', () => {
    const source = { accessKeyId: 'local-key-id', accessKeySecret: 'local-key-secret' }
    expect(() => createApp({ ...config, source }, { routes, optionalEndpoints: ['credentials'] })).toThrow(
      /expected a role/,
    )
  })

  it('needs a signed-in user, counts as a ticket and takes no parameters', async () => {
    const limits = { ticketsPerUserPerHour: 2 }
    const f = fixture({ userSessions, optionalEndpoints: ['credentials'], limits })
    expect((await f.post('/v1/credentials', {})).status).toBe(401)
    expect((await f.as('ann').post('/v1/credentials', { prefix: 'uploads/' })).body.error?.code).toBe('bad-request')
    expect((await f.as('ann').post('/v1/credentials', '')).status).toBe(200)
    expect((await f.as('ann').post('/v1/credentials', {})).status).toBe(200)
    const { status, body } = await f.as('ann').post('/v1/credentials', {})
    expect([status, (body.error as ErrorBody).code]).toEqual([429, 'too-many-requests'])
    expect((await f.as('bob').post('/v1/credentials', {})).status).toBe(200)
  })
})
