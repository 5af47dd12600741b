import type OSS from 'ali-oss'
import type { Credentials } from '../../../dev/local-cloud/auth/key-ring'
import { BUCKET } from '../rig/in-process'
import { pinnedForm } from '../rig/post-form'
import { aliOss, assumeRole, type Running, startTestCloud } from '../rig/test-cloud'

interface Untyped {
  signatureUrlV4(method: string, expires: number, request: object, name: string, additional?: string[]): Promise<string>
}

const KEY = "照片/a b+c(1)!'*~.jpg"

let running: Running
let session: Credentials
let client: OSS & Untyped
beforeAll(async () => {
  running = await startTestCloud()
  session = await assumeRole(running.cloud)
  client = aliOss(running.cloud, session) as OSS & Untyped
})
afterAll(() => running.close())

describe('The unmodified ali-oss', () => {
  it('puts, heads, gets, copies and deletes', async () => {
    await client.put(KEY, Buffer.from('hello world'), { meta: { owner: 'me' } as never, mime: 'image/jpeg' })
    const head = await client.head(KEY)
    expect(head.meta).toEqual({ owner: 'me' })
    expect(head.res.headers).toMatchObject({
      'content-length': '11',
      'content-type': 'image/jpeg',
      'x-oss-hash-crc64ecma': '5981764153023615706',
    })
    expect((await client.get(KEY)).content.toString()).toBe('hello world')
    await client.copy('copied', KEY)
    expect((await client.get('copied')).content.toString()).toBe('hello world')
    await client.delete('copied')
    await expect(client.head('copied')).rejects.toMatchObject({ code: 'NoSuchKey', status: 404 })
    await expect(client.get('copied')).rejects.toMatchObject({ code: 'NoSuchKey', status: 404 })
  })

  it('reads a range', async () => {
    await client.put('ranged', Buffer.from('0123456789'))
    const { content, res } = await client.get('ranged', { headers: { Range: 'bytes=2-4' } })
    expect([content.toString(), res.status]).toEqual(['234', 206])
  })

  it('copies with conditions, as the backend does to promote a file', async () => {
    await client.put('pending', Buffer.from('x'), { mime: 'image/png' })
    const { etag } = (await client.head('pending')).res.headers as { etag: string }
    const headers = {
      'x-oss-copy-source-if-match': etag,
      'x-oss-metadata-directive': 'REPLACE',
      'x-oss-forbid-overwrite': 'true',
      'x-oss-object-acl': 'private',
      'Content-Type': 'image/webp',
    }
    await client.copy('final', 'pending', { headers: { ...headers } })
    expect((await client.head('final')).res.headers).toMatchObject({ 'content-type': 'image/webp' })
    await expect(client.copy('final', 'pending', { headers: { ...headers } })).rejects.toMatchObject({
      code: 'FileAlreadyExists',
    })
    const stale = { ...headers, 'x-oss-copy-source-if-match': '"0"' }
    await expect(client.copy('final2', 'pending', { headers: stale })).rejects.toMatchObject({
      code: 'PreconditionFailed',
    })
  })

  it('puts a stream of unknown length', async () => {
    const { Readable } = await import('node:stream')
    await client.putStream('streamed', Readable.from([Buffer.from('ab'), Buffer.from('c')]))
    expect((await client.get('streamed')).content.toString()).toBe('abc')
  })

  it('signs URLs to get and to put', async () => {
    const put = await client.signatureUrlV4('PUT', 60, { headers: { 'content-type': 'image/png' } }, KEY)
    expect((await fetch(put, { method: 'PUT', body: 'new', headers: { 'content-type': 'image/png' } })).status).toBe(
      200,
    )
    const queries = { 'response-content-disposition': 'attachment; filename="a b.png"' }
    const got = await fetch(await client.signatureUrlV4('GET', 60, { queries }, KEY))
    expect(await got.text()).toBe('new')
    expect(got.headers.get('content-disposition')).toBe(queries['response-content-disposition'])
    const wrong = await fetch(put, { method: 'PUT', body: 'new', headers: { 'content-type': 'text/html' } })
    expect(wrong.status).toBe(403)
  })

  it('signs forms that fetch can send', async () => {
    const form = new FormData()
    for (const [name, value] of Object.entries(pinnedForm(session, { key: KEY }, [], Date.now())))
      form.append(name, value)
    form.append('file', new Blob(['posted'], { type: 'image/jpeg' }), 'photo.jpg')
    expect((await fetch(running.cloud.ossUrl, { method: 'POST', body: form })).status).toBe(204)
    expect((await client.get(KEY)).content.toString()).toBe('posted')
  })

  it('is refused with the long-lived key', async () => {
    const { accessKeyId, accessKeySecret } = running.cloud.account
    const { default: Client } = await import('ali-oss')
    const direct = new Client({
      accessKeyId,
      accessKeySecret,
      bucket: BUCKET,
      region: 'oss-cn-hangzhou',
      endpoint: running.cloud.ossUrl,
      cname: true,
      authorizationV4: true,
    } as OSS.Options)
    await expect(direct.get(KEY)).rejects.toMatchObject({ code: 'AccessDenied', status: 403 })
    await expect(direct.head(KEY)).rejects.toMatchObject({ code: 'AccessDenied', status: 403 })
  })

  it('is refused with a revoked token', async () => {
    const revoked = await assumeRole(running.cloud)
    running.cloud.revokeToken(revoked.securityToken)
    await expect(aliOss(running.cloud, revoked).get(KEY)).rejects.toMatchObject({ code: 'InvalidSecurityToken' })
  })

  it('finds the objects of an earlier run', async () => {
    const { startLocalCloud } = await import('../../../dev/local-cloud')
    const { mkdtemp, rm } = await import('node:fs/promises')
    const { tmpdir } = await import('node:os')
    const { join } = await import('node:path')
    const folder = await mkdtemp(join(tmpdir(), 'local-cloud-'))
    const first = await startLocalCloud({ folder, bucket: BUCKET })
    await aliOss(first, await assumeRole(first)).put('kept', Buffer.from('x'))
    await first.close()
    const second = await startLocalCloud({ folder, bucket: BUCKET })
    expect((await aliOss(second, await assumeRole(second)).get('kept')).content.toString()).toBe('x')
    await second.close()
    await rm(folder, { recursive: true })
  })
})
