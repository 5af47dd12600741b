import { createHmac } from 'node:crypto'
import type { Session } from '../../dev/local-cloud/auth/key-ring'
import { canonicalRequest, stringToSign, v4Signature } from '../../dev/local-cloud/auth/v4-signature'
import { type Answer, BUCKET, chunks, NOW, openTestCloud, type TestCloud, xmlText } from './in-process'
import { pinnedForm, post, v4Date } from './post-form'

const MINUTE = 60_000
const SCOPE = { day: '20260102', region: 'cn-hangzhou', product: 'oss' }

let test: TestCloud
let session: Session
beforeEach(async () => {
  test = await openTestCloud()
  session = test.session()
  await test.oss(post(pinnedForm(session, { key: 'a.txt', 'x-oss-meta-owner': 'me' }), '0123456789'))
})
afterEach(() => test.close())

interface Wanted {
  method?: string
  key?: string
  headers?: Record<string, string>
  query?: Record<string, string>
  additional?: string[]
  signer?: Session
  signedAt?: number
  scope?: typeof SCOPE
}

/** The ladder is proven by published vectors elsewhere, so it may sign here. */
function signHeader({ method = 'GET', key = 'a.txt', headers = {}, query = {}, additional = [], ...rest }: Wanted) {
  const { signer = session, signedAt = NOW, scope = SCOPE } = rest
  const date = v4Date(signedAt)
  const all: Record<string, string> = {
    host: 'localhost',
    'x-oss-date': date,
    'x-oss-content-sha256': 'UNSIGNED-PAYLOAD',
    'x-oss-security-token': signer.securityToken,
    ...headers,
  }
  const parts = {
    method,
    bucket: BUCKET,
    key,
    query: new Map(Object.entries(query)),
    headers: all,
    additionalHeaders: additional,
  }
  const signature = v4Signature(signer.accessKeySecret, scope, stringToSign(date, scope, canonicalRequest(parts)))
  const credential = `${signer.accessKeyId}/${scope.day}/${scope.region}/oss/aliyun_v4_request`
  const names = additional.length > 0 ? `AdditionalHeaders=${additional.join(';')}, ` : ''
  const authorization = `OSS4-HMAC-SHA256 Credential=${credential}, ${names}Signature=${signature}`
  return { method, target: targetOf(key, query), headers: { ...all, authorization } }
}

function signUrl(
  { method = 'GET', key = 'a.txt', headers = {}, query = {}, additional = [], ...rest }: Wanted,
  expires = '600',
) {
  const { signer = session, signedAt = NOW, scope = SCOPE } = rest
  const date = v4Date(signedAt)
  const all: Record<string, string> = {
    'x-oss-signature-version': 'OSS4-HMAC-SHA256',
    'x-oss-credential': `${signer.accessKeyId}/${scope.day}/${scope.region}/oss/aliyun_v4_request`,
    'x-oss-date': date,
    'x-oss-expires': expires,
    'x-oss-security-token': signer.securityToken,
    ...(additional.length > 0 && { 'x-oss-additional-headers': additional.join(';') }),
    ...query,
  }
  const parts = {
    method,
    bucket: BUCKET,
    key,
    query: new Map(Object.entries(all)),
    headers,
    additionalHeaders: additional,
  }
  const signature = v4Signature(signer.accessKeySecret, scope, stringToSign(date, scope, canonicalRequest(parts)))
  return { method, target: targetOf(key, { ...all, 'x-oss-signature': signature }), headers }
}

function targetOf(key: string, query: Record<string, string>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
  return `/${encodeURIComponent(key).replace(/%2F/g, '/')}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`
}

describe('A signature in the header', () => {
  it('opens the object', async () => {
    const answer = await test.oss(signHeader({}))
    expect(answer).toMatchObject({ status: 200, text: '0123456789' })
    expect(answer.headers).toMatchObject({
      'x-oss-meta-owner': 'me',
      'x-oss-object-type': 'Normal',
      'content-length': '10',
    })
  })

  it.each<[string, (request: ReturnType<typeof signHeader>) => void, string]>([
    ['another method', (r) => Object.assign(r, { method: 'DELETE' }), 'SignatureDoesNotMatch'],
    ['another key', (r) => Object.assign(r, { target: '/b.txt' }), 'SignatureDoesNotMatch'],
    ['a query more', (r) => Object.assign(r, { target: '/a.txt?x-oss-process=a' }), 'SignatureDoesNotMatch'],
    ['a signed header more', (r) => Object.assign(r.headers, { 'x-oss-meta-a': '1' }), 'SignatureDoesNotMatch'],
    ['a content type more', (r) => Object.assign(r.headers, { 'content-type': 'a/b' }), 'SignatureDoesNotMatch'],
    ['another token', (r) => Object.assign(r.headers, { 'x-oss-security-token': 'CAISx' }), 'InvalidSecurityToken'],
    ['another payload hash', (r) => Object.assign(r.headers, { 'x-oss-content-sha256': 'abc' }), 'InvalidArgument'],
    ['no date', (r) => Object.assign(r.headers, { 'x-oss-date': '' }), 'AccessDenied'],
    ['an unsigned header more', (r) => Object.assign(r.headers, { range: 'bytes=0-0' }), ''],
  ])('with %s gives %j', async (_, alter, code) => {
    const request = signHeader({})
    alter(request)
    expect((await test.oss(request)).code).toBe(code)
  })

  it('that is wrong is answered with what should have been signed', async () => {
    const { text, status } = await test.oss({ ...signHeader({}), target: '/b.txt' })
    expect(status).toBe(403)
    expect(xmlText(text, 'CanonicalRequest')).toContain(`GET\n/${BUCKET}/b.txt\n`)
    expect(xmlText(text, 'StringToSign')).toContain('20260102/cn-hangzhou/oss/aliyun_v4_request')
    expect(xmlText(text, 'OSSAccessKeyId')).toBe(session.accessKeyId)
  })

  it('covers the additional headers that it names', async () => {
    const request = signHeader({
      method: 'PUT',
      key: 'n',
      headers: { 'content-length': '3' },
      additional: ['content-length'],
    })
    expect((await test.oss({ ...request, body: chunks('abc') })).status).toBe(200)
    const longer = { ...request, headers: { ...request.headers, 'content-length': '4' }, body: chunks('abcd') }
    expect(await test.oss(longer)).toMatchObject({ code: 'SignatureDoesNotMatch' })
    const { 'content-length': _, ...chunked }: Record<string, string> = request.headers
    expect(await test.oss({ ...request, headers: chunked })).toMatchObject({
      code: 'InvalidArgument',
      ec: '0002-00000209',
    })
  })

  it.each([['x-oss-date'], ['Host'], ['']])('may not name %j as an additional header', async (name) => {
    const request = signHeader({})
    const authorization = request.headers.authorization.replace('Signature=', `AdditionalHeaders=${name}, Signature=`)
    const answer = await test.oss({ ...request, headers: { ...request.headers, authorization } })
    expect(answer).toMatchObject({ status: 400, ec: '0002-00000209' })
  })

  it.each([
    [15 * MINUTE, ''],
    [15 * MINUTE + 1000, 'RequestTimeTooSkewed'],
    [-15 * MINUTE, ''],
    [-15 * MINUTE - 1000, 'RequestTimeTooSkewed'],
  ])('made %d ms from now gives %j', async (offset, code) => {
    expect((await test.oss(signHeader({ signedAt: NOW + offset }))).code).toBe(code)
  })

  it.each([
    [{ ...SCOPE, region: 'oss-cn-hangzhou' }, '0002-00000228'],
    [{ ...SCOPE, region: 'cn-beijing' }, '0002-00000228'],
    [{ ...SCOPE, day: '20260103' }, '0002-00000212'],
  ])('for the scope %j is refused', async (scope, ec) => {
    expect(await test.oss(signHeader({ scope }))).toMatchObject({ status: 400, code: 'InvalidArgument', ec })
  })

  it.each(['OSS id:abc', 'Bearer abc', 'OSS4-HMAC-SHA256 Credential=a'])('is not %s', async (authorization) => {
    const request = signHeader({})
    const answer = await test.oss({ ...request, headers: { ...request.headers, authorization } })
    expect(answer).toMatchObject({ status: 400, code: 'InvalidArgument' })
  })
})

describe('A signature in the URL', () => {
  it('opens the object, with what it says of the answer', async () => {
    const query = {
      'response-content-disposition': 'attachment; filename="照 片.txt"',
      'response-cache-control': 'no-store',
    }
    const answer = await test.oss(signUrl({ query }))
    expect(answer).toMatchObject({ status: 200, text: '0123456789' })
    expect(answer.headers).toMatchObject({
      'content-disposition': query['response-content-disposition'],
      'cache-control': 'no-store',
    })
  })

  it('ends after its seconds', async () => {
    const request = signUrl({})
    test.pass(10 * MINUTE)
    expect((await test.oss(request)).status).toBe(200)
    test.pass(1)
    const answer = await test.oss(request)
    expect(answer).toMatchObject({ status: 403, code: 'AccessDenied', ec: '0002-00000236' })
    expect(answer.text).toContain('Request has expired.')
  })

  it.each([
    ['0', '0002-00000215'],
    ['43201', '0002-00000215'],
    ['43200', ''],
    ['1.5', '0002-00000215'],
    ['1799999999', '0002-00000215'],
  ])('may live %s seconds with STS credentials: %j', async (seconds, ec) => {
    expect((await test.oss(signUrl({}, seconds))).ec).toBe(ec)
  })

  it('is not valid more than fifteen minutes before it was made', async () => {
    expect((await test.oss(signUrl({ signedAt: NOW + 15 * MINUTE }))).status).toBe(200)
    expect(await test.oss(signUrl({ signedAt: NOW + 15 * MINUTE + 1000 }))).toMatchObject({ code: 'AccessDenied' })
  })

  it('cannot be changed in any part', async () => {
    const { target } = signUrl({ query: { 'x-oss-process': 'image/resize,w_1' } })
    for (const changed of [
      target.replace('x-oss-expires=600', 'x-oss-expires=601'),
      target.replace('/a.txt', '/b.txt'),
      target.replace('w_1', 'w_2'),
      `${target}&response-content-type=text%2Fhtml`,
      target.replace(/x-oss-signature=./, 'x-oss-signature=g'),
    ]) {
      expect(await test.oss({ target: changed })).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' })
    }
  })

  it('lets no header be added that would have been signed', async () => {
    const request = signUrl({ method: 'PUT', key: 'n', headers: { 'content-type': 'image/png' } })
    const extra = { ...request.headers, 'x-oss-object-acl': 'public-read' }
    expect(await test.oss({ ...request, headers: extra })).toMatchObject({ code: 'SignatureDoesNotMatch' })
    expect(await test.oss({ ...request, headers: {} })).toMatchObject({ code: 'SignatureDoesNotMatch' })
    expect((await test.oss({ ...request, body: chunks('x') })).status).toBe(200)
  })

  it('can hold the length to what was declared', async () => {
    const additional = ['content-length']
    const request = signUrl({ method: 'PUT', key: 'n', headers: { 'content-length': '3' }, additional })
    expect(await test.oss({ ...request, headers: { 'content-length': '4' } })).toMatchObject({
      code: 'SignatureDoesNotMatch',
    })
    expect((await test.oss({ ...request, body: chunks('abc') })).status).toBe(200)
  })

  it('is not mixed with one in the header', async () => {
    const request = { ...signUrl({}), headers: signHeader({}).headers }
    expect(await test.oss(request)).toMatchObject({ status: 400, code: 'InvalidArgument' })
  })

  it('is not V1', async () => {
    const signature = createHmac('sha1', session.accessKeySecret).update('x').digest('base64')
    const target = `/a.txt?OSSAccessKeyId=a&Expires=1&Signature=${encodeURIComponent(signature)}`
    expect(await test.oss({ target })).toMatchObject({ status: 400, code: 'InvalidArgument' })
  })
})

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

  it('beyond the end is cut or refused when the request asks for standard behaviour', async () => {
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

  it('is judged by ETag and date', async () => {
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
  it('has no body, and its errors travel in headers', async () => {
    await test.oss(post(pinnedForm(session, { key: 'check' }), '123456789'))
    const found = await test.oss(signHeader({ method: 'HEAD', key: 'check' }))
    expect(found).toMatchObject({ status: 200, text: '' })
    expect(found.headers).toMatchObject({ 'content-length': '9', 'x-oss-hash-crc64ecma': '11051210869376104954' })
    const missing = await test.oss(signHeader({ method: 'HEAD', key: 'none' }))
    expect(missing).toMatchObject({ status: 404, text: '', code: 'NoSuchKey' })
    expect(missing.headers['x-oss-ec']).toBe('0026-00000001')
  })
})

describe('CopyObject', () => {
  const copy = (headers: Record<string, string>, key = 'b.txt', signer = session) =>
    test.oss(
      signHeader({ method: 'PUT', key, signer, headers: { 'x-oss-copy-source': `/${BUCKET}/a.txt`, ...headers } }),
    )
  const stored = (key: string) => test.cloud.store.find(key)

  it('copies bytes and metadata, but never the ACL', async () => {
    await test.oss(
      post(pinnedForm(session, { key: 'a.txt', 'x-oss-object-acl': 'public-read', 'x-oss-meta-owner': 'me' })),
    )
    const answer = await copy({})
    expect(answer.status).toBe(200)
    expect(xmlText(answer.text, 'ETag')).toBe(answer.headers.etag)
    expect(await stored('b.txt')).toMatchObject({ size: 10, meta: { owner: 'me' }, acl: 'default' })
  })

  it('replaces metadata when told to', async () => {
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

  it('does not overwrite where that is forbidden', async () => {
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
  it('store and remove', async () => {
    const put = {
      ...signHeader({ method: 'PUT', key: 'n', headers: { 'content-md5': 'kAFQmDzST7DWlj99KOF/cg==' } }),
      body: chunks('abc'),
    }
    expect((await test.oss(put)).headers.etag).toBe('"900150983CD24FB0D6963F7D28E17F72"')
    expect((await test.oss(signHeader({ method: 'DELETE', key: 'n' }))).status).toBe(204)
    expect((await test.oss(signHeader({ method: 'DELETE', key: 'n' }))).status).toBe(204)
    expect(await test.cloud.store.find('n')).toBeUndefined()
  })

  it('refuse bytes that are not those of the Content-MD5', async () => {
    const put = {
      ...signHeader({ method: 'PUT', key: 'n', headers: { 'content-md5': 'kAFQmDzST7DWlj99KOF/cg==' } }),
      body: chunks('abd'),
    }
    expect(await test.oss(put)).toMatchObject({ status: 400, code: 'InvalidDigest' })
    expect(await test.cloud.store.find('n')).toBeUndefined()
  })

  it('are not implied by the right to read', async () => {
    const statement = { Effect: 'Allow', Action: 'oss:GetObject', Resource: `acs:oss:*:*:${BUCKET}/*` }
    const reader = test.session({ Version: '1', Statement: [statement] })
    expect((await test.oss(signHeader({ signer: reader }))).status).toBe(200)
    for (const method of ['PUT', 'DELETE']) {
      expect(await test.oss(signHeader({ method, signer: reader }))).toMatchObject({ status: 403, ec: '0003-00000301' })
    }
  })
})

describe('Anybody', () => {
  beforeEach(async () => {
    await test.oss(post(pinnedForm(session, { key: 'public', 'x-oss-object-acl': 'public-read' }), 'open'))
  })

  it('may read public objects and nothing else', async () => {
    expect(await test.oss({ target: '/public' })).toMatchObject({ status: 200, text: 'open' })
    expect(await test.oss({ target: '/public', method: 'HEAD' })).toMatchObject({ status: 200 })
    expect(await test.oss({ target: '/a.txt' })).toMatchObject({ status: 403, code: 'AccessDenied' })
    expect(await test.oss({ target: '/none' })).toMatchObject({ status: 403, code: 'AccessDenied' })
    expect(await test.oss({ target: '/public', method: 'PUT' })).toMatchObject({ status: 403 })
    expect(await test.oss({ target: '/public', method: 'DELETE' })).toMatchObject({ status: 403 })
  })

  it('may not choose the answer’s headers', async () => {
    const target = '/public?response-content-type=text%2Fhtml'
    expect(await test.oss({ target })).toMatchObject({ status: 400, code: 'InvalidRequest' })
  })

  it('is told which hosts are not the bucket’s', async () => {
    const at = (host: string) => test.oss({ target: '/public', headers: { host } })
    for (const host of ['127.0.0.1:80', `${BUCKET}.localhost:80`, `${BUCKET}.oss-cn-hangzhou.aliyuncs.com`]) {
      expect((await at(host)).status).toBe(200)
    }
    expect(await at('other.oss-cn-hangzhou.aliyuncs.com')).toMatchObject({ status: 404, code: 'NoSuchBucket' })
    expect(await at('oss-cn-hangzhou.aliyuncs.com')).toMatchObject({ status: 403, code: 'SecondLevelDomainForbidden' })
    expect(await at(`${BUCKET}.oss-cn-beijing.aliyuncs.com`)).toMatchObject({ status: 403, code: 'AccessDenied' })
  })

  it('is told what this cloud cannot do', async () => {
    expect(await test.oss({ target: '/a?uploads', method: 'POST' })).toMatchObject({
      status: 501,
      code: 'NotImplemented',
    })
    expect(await test.oss({ target: '/?cors' })).toMatchObject({ status: 501 })
    expect(await test.oss({ target: '/' })).toMatchObject({ status: 501 })
    expect(await test.oss({ target: '/a', method: 'PATCH' })).toMatchObject({ status: 405 })
  })

  it('may ask from a web page', async () => {
    const headers = { origin: 'http://localhost:3000', 'access-control-request-method': 'POST' }
    expect((await test.oss({ method: 'OPTIONS', headers })).headers['access-control-allow-origin']).toBe('*')
    expect(await test.oss({ method: 'OPTIONS' })).toMatchObject({ status: 403, code: 'AccessForbidden' })
    const answer = await test.oss({ target: '/public', headers: { origin: 'http://localhost:3000' } })
    expect(answer.headers['access-control-expose-headers']).toContain('ETag')
  })
})
