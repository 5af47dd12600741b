import type { Session } from '../../../dev/local-cloud/auth/key-ring'
import { type Answer, BUCKET, chunks, NOW, type TestCloud, useTestCloud, xmlText } from '../rig/in-process'
import { pinnedForm, post } from '../rig/post-form'
import { type SignedRequest, signHeader as signHeaderBy } from '../rig/sign'

interface Wanted extends SignedRequest {
  signer?: Session
}

let test: TestCloud
let session: Session
useTestCloud(async (opened) => {
  test = opened
  session = opened.session()
  await test.oss(post(pinnedForm(session, { key: 'a.txt', 'x-oss-meta-owner': 'me' }), '0123456789'))
})

const signHeader = (wanted: Wanted) => signHeaderBy(wanted.signer ?? session, wanted)

describe('A range', () => {
  const get = (range: string, more: Record<string, string> = {}): Promise<Answer> => {
    const request = signHeader({ headers: more })
    return test.oss({ ...request, headers: { ...request.headers, range } })
  }

  it.each([
    ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-2', 206, '89', 'bytes 8-9/10'],
    ['bytes=0-9', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=0-1,4-5', 206, '01', 'bytes 0-1/10'],
    ['bytes=0-10', 200, '0123456789', undefined],
    ['bytes=10-', 200, '0123456789', undefined],
    ['bytes=-11', 200, '0123456789', undefined],
    ['bytes=3-1', 200, '0123456789', undefined],
    ['byte=0-1', 200, '0123456789', undefined],
    ['bytes=-', 200, '0123456789', undefined],
  ])('of %s gives %d %j', async (range, status, text, contentRange) => {
    const answer = await get(range)
    expect(answer).toMatchObject({ status, text })
    expect(answer.headers['content-range']).toBe(contentRange)
  })

  it('beyond the end is cut or refused with x-oss-range-behavior: standard', async () => {
    const standard = { 'x-oss-range-behavior': 'standard' }
    expect(await get('bytes=5-99', standard)).toMatchObject({ status: 206, text: '56789' })
    expect(await get('bytes=10-99', standard)).toMatchObject({ status: 416, code: 'InvalidRange' })
  })
})

describe('A precondition', () => {
  const get = async (headers: Record<string, string>, method = 'GET') => {
    const request = signHeader({ method })
    return test.oss({ ...request, headers: { ...request.headers, ...headers } })
  }

  it('is checked against ETag and date', async () => {
    const { etag = '', 'last-modified': modified = '' } = (await get({})).headers
    const before = new Date(NOW - 60_000).toUTCString()
    expect((await get({ 'if-match': etag })).status).toBe(200)
    expect(await get({ 'if-match': '"other"' })).toMatchObject({ status: 412, code: 'PreconditionFailed' })
    expect(await get({ 'if-none-match': etag })).toMatchObject({ status: 304, text: '' })
    expect((await get({ 'if-modified-since': modified })).status).toBe(304)
    expect((await get({ 'if-modified-since': before })).status).toBe(200)
    expect((await get({ 'if-unmodified-since': before })).status).toBe(412)
  })
})

describe('HeadObject', () => {
  it('has no body, and its errors are in headers', async () => {
    await test.oss(post(pinnedForm(session, { key: 'check' }), '123456789'))
    const found = await test.oss(signHeader({ method: 'HEAD', key: 'check' }))
    expect(found).toMatchObject({ status: 200, text: '' })
    expect(found.headers).toMatchObject({ 'content-length': '9', 'x-oss-hash-crc64ecma': '11051210869376104954' })
    const missing = await test.oss(signHeader({ method: 'HEAD', key: 'none' }))
    expect(missing).toMatchObject({ status: 404, text: '', code: 'NoSuchKey' })
    expect(missing.headers).toMatchObject({ 'content-type': 'application/xml', 'x-oss-ec': '0026-00000001' })
    const xml = Buffer.from(missing.headers['x-oss-err'] ?? '', 'base64')
    expect(missing.headers['content-length']).toBe(String(xml.length))
  })
})

describe('CopyObject', () => {
  const copy = (headers: Record<string, string>, key = 'b.txt', signer = session) =>
    test.oss(
      signHeader({ method: 'PUT', key, signer, headers: { 'x-oss-copy-source': `/${BUCKET}/a.txt`, ...headers } }),
    )
  const stored = (key: string) => test.bucket.store.find(key)

  it('copies bytes and metadata, but never the ACL', async () => {
    await test.oss(
      post(pinnedForm(session, { key: 'a.txt', 'x-oss-object-acl': 'public-read', 'x-oss-meta-owner': 'me' })),
    )
    const answer = await copy({})
    expect(answer.status).toBe(200)
    expect(xmlText(answer.text, 'ETag')).toBe(answer.headers.etag)
    expect(await stored('b.txt')).toMatchObject({ size: 10, meta: { owner: 'me' }, acl: 'default' })
  })

  it('replaces metadata with the directive REPLACE', async () => {
    await copy({ 'x-oss-metadata-directive': 'REPLACE', 'content-type': 'image/png', 'x-oss-object-acl': 'private' })
    expect(await stored('b.txt')).toMatchObject({ meta: {}, headers: { 'Content-Type': 'image/png' }, acl: 'private' })
  })

  it.each<[Record<string, string>, number, string]>([
    [{ 'x-oss-copy-source-if-match': '"other"' }, 412, 'PreconditionFailed'],
    [{ 'x-oss-copy-source': `/${BUCKET}/none` }, 404, 'NoSuchKey'],
    [{ 'x-oss-copy-source': '/otherbucket/a.txt' }, 404, 'NoSuchBucket'],
    [{ 'x-oss-copy-source': 'a.txt' }, 400, 'InvalidArgument'],
    [{ 'x-oss-metadata-directive': 'MERGE' }, 400, 'InvalidArgument'],
    [{ 'x-oss-object-acl': 'open' }, 400, 'InvalidArgument'],
  ])('with %j is refused: %d %s', async (headers, status, code) => {
    expect(await copy(headers)).toMatchObject({ status, code })
    expect(await stored('b.txt')).toBeUndefined()
  })

  it('does not overwrite if that is forbidden', async () => {
    expect((await copy({ 'x-oss-forbid-overwrite': 'true' })).status).toBe(200)
    expect(await copy({ 'x-oss-forbid-overwrite': 'true' })).toMatchObject({ status: 409, code: 'FileAlreadyExists' })
  })

  it.each([['oss:GetObject'], ['oss:PutObject']])('needs more than %s', async (action) => {
    const resource = `acs:oss:*:*:${BUCKET}/*`
    const only = { Version: '1', Statement: [{ Effect: 'Allow', Action: action, Resource: resource }] }
    expect(await copy({}, 'b.txt', test.session(only))).toMatchObject({ status: 403, code: 'AccessDenied' })
  })
})

describe('PutObject and DeleteObject', () => {
  it('store and remove an object', async () => {
    const put = {
      ...signHeader({ method: 'PUT', key: 'n', headers: { 'content-md5': 'kAFQmDzST7DWlj99KOF/cg==' } }),
      body: chunks('abc'),
    }
    expect((await test.oss(put)).headers.etag).toBe('"900150983CD24FB0D6963F7D28E17F72"')
    expect((await test.oss(signHeader({ method: 'DELETE', key: 'n' }))).status).toBe(204)
    expect((await test.oss(signHeader({ method: 'DELETE', key: 'n' }))).status).toBe(204)
    expect(await test.bucket.store.find('n')).toBeUndefined()
  })

  it('refuse bytes that differ from Content-MD5', async () => {
    const put = {
      ...signHeader({ method: 'PUT', key: 'n', headers: { 'content-md5': 'kAFQmDzST7DWlj99KOF/cg==' } }),
      body: chunks('abd'),
    }
    expect(await test.oss(put)).toMatchObject({ status: 400, code: 'InvalidDigest' })
    expect(await test.bucket.store.find('n')).toBeUndefined()
  })

  it('are not allowed by the right to read', async () => {
    const statement = { Effect: 'Allow', Action: 'oss:GetObject', Resource: `acs:oss:*:*:${BUCKET}/*` }
    const reader = test.session({ Version: '1', Statement: [statement] })
    expect((await test.oss(signHeader({ signer: reader }))).status).toBe(200)
    for (const method of ['PUT', 'DELETE']) {
      expect(await test.oss(signHeader({ method, signer: reader }))).toMatchObject({ status: 403, ec: '0003-00000301' })
    }
  })
})

describe('A request without a signature', () => {
  beforeEach(async () => {
    await test.oss(post(pinnedForm(session, { key: 'public', 'x-oss-object-acl': 'public-read' }), 'open'))
  })

  it('may only read public objects', async () => {
    expect(await test.oss({ target: '/public' })).toMatchObject({ status: 200, text: 'open' })
    expect(await test.oss({ target: '/public', method: 'HEAD' })).toMatchObject({ status: 200 })
    expect(await test.oss({ target: '/a.txt' })).toMatchObject({ status: 403, code: 'AccessDenied' })
    expect(await test.oss({ target: '/none' })).toMatchObject({ status: 403, code: 'AccessDenied' })
    expect(await test.oss({ target: '/public', method: 'PUT' })).toMatchObject({ status: 403 })
    expect(await test.oss({ target: '/public', method: 'DELETE' })).toMatchObject({ status: 403 })
  })

  it('may not override response headers', async () => {
    const target = '/public?response-content-type=text%2Fhtml'
    expect(await test.oss({ target })).toMatchObject({ status: 400, code: 'InvalidRequest' })
  })

  it('is refused under hosts that are not the bucket’s', async () => {
    const at = (host: string) => test.oss({ target: '/public', headers: { host } })
    for (const host of ['127.0.0.1:80', `${BUCKET}.localhost:80`, `${BUCKET}.oss-cn-hangzhou.aliyuncs.com`]) {
      expect((await at(host)).status).toBe(200)
    }
    expect(await at('other.oss-cn-hangzhou.aliyuncs.com')).toMatchObject({ status: 404, code: 'NoSuchBucket' })
    expect(await at('oss-cn-hangzhou.aliyuncs.com')).toMatchObject({ status: 403, code: 'SecondLevelDomainForbidden' })
    expect(await at(`${BUCKET}.oss-cn-beijing.aliyuncs.com`)).toMatchObject({ status: 403, code: 'AccessDenied' })
  })

  it('gets NotImplemented for operations that this cloud does not have', async () => {
    for (const [method, target, name] of [
      ['GET', '/?policy', 'GET /?policy'],
      ['PUT', '/?tagging', 'PUT /?tagging'],
      ['DELETE', '/?website', 'DELETE /?website'],
      ['POST', '/a?restore', 'POST /ObjectName?restore'],
      ['PUT', '/a?versionId=1', 'PUT /ObjectName?versionId'],
      ['GET', '/?httpsConfig', 'GET /?httpsConfig'],
    ] as const) {
      const answer = await test.oss({ target, method })
      expect(answer).toMatchObject({ status: 501, code: 'NotImplemented' })
      expect(xmlText(answer.text, 'Message')).toContain(name)
    }
    expect(await test.oss({ target: '/a', method: 'PATCH' })).toMatchObject({ status: 405, code: 'MethodNotAllowed' })
  })

  it('may come from a web page', async () => {
    const headers = { origin: 'http://localhost:3000', 'access-control-request-method': 'POST' }
    expect((await test.oss({ method: 'OPTIONS', headers })).headers['access-control-allow-origin']).toBe('*')
    expect(await test.oss({ method: 'OPTIONS' })).toMatchObject({ status: 403, code: 'AccessForbidden' })
    const answer = await test.oss({ target: '/public', headers: { origin: 'http://localhost:3000' } })
    expect(answer.headers['access-control-expose-headers']).toContain('ETag')
  })
})
