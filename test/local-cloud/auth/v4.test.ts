import type { Credentials, Session } from '../../../dev/local-cloud/auth/key-ring'
import { BUCKET, chunks, NOW, type TestCloud, useTestCloud, xmlText } from '../rig/in-process'
import { pinnedForm, post } from '../rig/post-form'
import { SCOPE, type SignedRequest, signHeader as signHeaderBy, signUrl as signUrlBy } from '../rig/sign'

const MINUTE = 60_000
interface Wanted extends SignedRequest {
  signer?: Credentials
}

let test: TestCloud
let session: Session
useTestCloud(async (opened) => {
  test = opened
  session = opened.session()
  await test.oss(post(pinnedForm(session, { key: 'a.txt', 'x-oss-meta-owner': 'me' }), '0123456789'))
})

const signHeader = (wanted: Wanted) => signHeaderBy(wanted.signer ?? session, wanted)
const signUrl = (wanted: Wanted, expires?: string) => signUrlBy(wanted.signer ?? session, wanted, expires)

describe('A V4 signature in the header', () => {
  it('gives access to the object', async () => {
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

  it('that is wrong is answered with the expected string to sign', async () => {
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
    [{ ...SCOPE, region: 'oss-cn-hangzhou' }, '0002-00000226'],
    [{ ...SCOPE, region: 'cn-beijing' }, '0002-00000226'],
    [{ ...SCOPE, day: '20260103' }, '0002-00000212'],
  ])('for the scope %j is refused', async (scope, ec) => {
    expect(await test.oss(signHeader({ scope }))).toMatchObject({ status: 400, code: 'InvalidArgument', ec })
  })

  it.each(['OSS', 'Bearer abc', 'OSS4-HMAC-SHA256 Credential=a'])('is not accepted as %s', async (authorization) => {
    const request = signHeader({})
    const answer = await test.oss({ ...request, headers: { ...request.headers, authorization } })
    expect(answer).toMatchObject({ status: 400, code: 'InvalidArgument' })
  })
})

describe('A V4 signature in the URL', () => {
  it('gives access to the object, with the response headers that it sets', async () => {
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

  it('expires after its seconds', async () => {
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
  ])('may be valid for %s seconds with STS credentials: %j', async (seconds, ec) => {
    expect((await test.oss(signUrl({}, seconds))).ec).toBe(ec)
  })

  it.each([
    ['604800', ''],
    ['604801', '0002-00000215'],
  ])('may be valid for %s seconds with a long-lived key: %j', async (seconds, ec) => {
    const root = { ...test.cloud.ring.pairs.root, securityToken: '' }
    expect((await test.oss(signUrl({ signer: root }, seconds))).ec).toBe(ec)
  })

  it('is not valid more than fifteen minutes before its date', async () => {
    expect((await test.oss(signUrl({ signedAt: NOW + 15 * MINUTE }))).status).toBe(200)
    expect(await test.oss(signUrl({ signedAt: NOW + 15 * MINUTE + 1000 }))).toMatchObject({ code: 'AccessDenied' })
  })

  it('is refused after a change of any part', async () => {
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

  it('is refused with an added header that has to be signed', async () => {
    const request = signUrl({ method: 'PUT', key: 'n', headers: { 'content-type': 'image/png' } })
    const extra = { ...request.headers, 'x-oss-object-acl': 'public-read' }
    expect(await test.oss({ ...request, headers: extra })).toMatchObject({ code: 'SignatureDoesNotMatch' })
    expect(await test.oss({ ...request, headers: {} })).toMatchObject({ code: 'SignatureDoesNotMatch' })
    expect((await test.oss({ ...request, body: chunks('x') })).status).toBe(200)
  })

  it('can fix the length of the body', async () => {
    const additional = ['content-length']
    const request = signUrl({ method: 'PUT', key: 'n', headers: { 'content-length': '3' }, additional })
    expect(await test.oss({ ...request, headers: { 'content-length': '4' } })).toMatchObject({
      code: 'SignatureDoesNotMatch',
    })
    expect((await test.oss({ ...request, body: chunks('abc') })).status).toBe(200)
  })

  it('is refused together with a signature in the header', async () => {
    const request = { ...signUrl({}), headers: signHeader({}).headers }
    expect(await test.oss(request)).toMatchObject({ status: 400, code: 'InvalidArgument' })
  })
})
