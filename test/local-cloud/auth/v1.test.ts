import { createHmac } from 'node:crypto'
import type { Credentials, Session } from '../../../dev/local-cloud/auth/key-ring'
import { type Answer, BUCKET, chunks, NOW, type TestCloud, useTestCloud, xmlText } from '../rig/in-process'

const MINUTE = 60_000

let test: TestCloud
let session: Session
useTestCloud((opened) => {
  test = opened
  session = opened.session()
})

const hmac = (secret: string, text: string) => createHmac('sha1', secret).update(text).digest('base64')
const http = (instant: number) => new Date(instant).toUTCString()

/** Signs without any code of the verifier. */
function put(signer: Credentials = session, signedAt = NOW, headers: Record<string, string> = {}) {
  const date = http(signedAt)
  const own: Record<string, string> = { 'x-oss-security-token': signer.securityToken, ...headers }
  const lines = Object.keys(own)
    .filter((name) => name.startsWith('x-oss-'))
    .sort()
    .map((name) => `${name}:${own[name]}\n`)
    .join('')
  const text = `PUT\n\ntext/plain\n${date}\n${lines}/${BUCKET}/a.txt`
  const authorization = `OSS ${signer.accessKeyId}:${hmac(signer.accessKeySecret, text)}`
  return { method: 'PUT', target: '/a.txt', headers: { 'content-type': 'text/plain', date, ...own, authorization } }
}

const send = (request: ReturnType<typeof put>): Promise<Answer> => test.oss({ ...request, body: chunks('v1') })

describe('A V1 signature in the header', () => {
  it('stores an object', async () => {
    expect((await send(put())).status).toBe(200)
    expect(await test.bucket.store.find('a.txt')).toMatchObject({ size: 2 })
  })

  it.each<[string, (request: ReturnType<typeof put>) => void, string]>([
    ['another key', (r) => Object.assign(r, { target: '/b.txt' }), 'SignatureDoesNotMatch'],
    ['another type', (r) => Object.assign(r.headers, { 'content-type': 'text/html' }), 'SignatureDoesNotMatch'],
    ['an MD5 more', (r) => Object.assign(r.headers, { 'content-md5': 'x' }), 'SignatureDoesNotMatch'],
    ['an ACL more', (r) => Object.assign(r.headers, { 'x-oss-object-acl': 'public-read' }), 'SignatureDoesNotMatch'],
    ['a process more', (r) => Object.assign(r, { target: '/a.txt?x-oss-process=a' }), 'SignatureDoesNotMatch'],
    ['another date', (r) => Object.assign(r.headers, { date: http(NOW + 1000) }), 'SignatureDoesNotMatch'],
    ['no date', (r) => Object.assign(r.headers, { date: '' }), 'AccessDenied'],
    ['no colon', (r) => Object.assign(r.headers, { authorization: 'OSS abc' }), 'InvalidArgument'],
    ['another token', (r) => Object.assign(r.headers, { 'x-oss-security-token': 'CAISx' }), 'InvalidSecurityToken'],
    ['an unsigned query', (r) => Object.assign(r, { target: '/a.txt?prefix=x' }), ''],
  ])('with %s gives %j', async (_, alter, code) => {
    const request = put()
    alter(request)
    expect((await send(request)).code).toBe(code)
  })

  it('that is wrong is answered with the expected string to sign', async () => {
    const { text, status } = await send({ ...put(), target: '/b.txt' })
    expect(status).toBe(403)
    expect(xmlText(text, 'StringToSign')).toContain(`PUT\n\ntext/plain\n${http(NOW)}\nx-oss-security-token:`)
    expect(xmlText(text, 'StringToSign')).toContain(`\n/${BUCKET}/b.txt`)
    expect(xmlText(text, 'StringToSignBytes')).toMatch(/^50 55 54 0A/)
  })

  it.each([
    [15 * MINUTE, ''],
    [15 * MINUTE + 1000, 'RequestTimeTooSkewed'],
    [-15 * MINUTE - 1000, 'RequestTimeTooSkewed'],
  ])('made %d ms from now gives %j', async (offset, code) => {
    expect((await send(put(session, NOW + offset))).code).toBe(code)
  })

  it('accepts x-oss-date as the date, which browsers have to send', async () => {
    const date = http(NOW)
    expect((await send(put(session, NOW, { 'x-oss-date': date }))).status).toBe(200)
  })
})

describe('A V1 signature in the URL', () => {
  const url = (expires: number | string, query = '', signed = query): string => {
    const all = [`security-token=${session.securityToken}`, ...(signed === '' ? [] : [signed])].sort().join('&')
    const text = `GET\n\n\n${expires}\n/${BUCKET}/a.txt?${all}`
    const fields = {
      OSSAccessKeyId: session.accessKeyId,
      Expires: `${expires}`,
      Signature: hmac(session.accessKeySecret, text),
      'security-token': session.securityToken,
    }
    const pairs = Object.entries(fields).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    return `/a.txt?${pairs.join('&')}${query === '' ? '' : `&${query}`}`
  }
  const SOON = NOW / 1000 + 60

  beforeEach(() => send(put()))

  it('gives access to the object until it expires', async () => {
    const target = url(SOON)
    expect(await test.oss({ target })).toMatchObject({ status: 200, text: 'v1' })
    test.pass(MINUTE + 1000)
    const late = await test.oss({ target })
    expect(late).toMatchObject({ status: 403, code: 'AccessDenied' })
    expect(xmlText(late.text, 'Message')).toBe('Request has expired.')
  })

  it.each<[string, string, string]>([
    ['without a signature', '/a.txt?OSSAccessKeyId=a&Expires=1', 'AccessDenied'],
    ['without a key', '/a.txt?Signature=a&Expires=1', 'AccessDenied'],
    ['with a date for its end', '/a.txt?OSSAccessKeyId=a&Expires=tomorrow&Signature=a', 'AccessDenied'],
  ])('%s is refused', async (_, target, code) => {
    expect(await test.oss({ target })).toMatchObject({ status: 403, code })
  })

  it('is refused if a signed part of the URL is changed', async () => {
    const target = url(SOON, 'response-content-type=text%2Fplain', 'response-content-type=text/plain')
    expect((await test.oss({ target })).headers).toMatchObject({ 'content-type': 'text/plain' })
    for (const changed of [
      target.replace(`Expires=${SOON}`, `Expires=${SOON + 1}`),
      target.replace('/a.txt', '/b.txt'),
      target.replace('text%2Fplain', 'text%2Fhtml'),
      `${url(SOON)}&x-oss-process=image%2Finfo`,
    ]) {
      expect(await test.oss({ target: changed })).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' })
    }
  })

  it('is refused together with another kind of signature', async () => {
    const { headers } = put()
    expect(await test.oss({ target: url(SOON), headers })).toMatchObject({ status: 400, code: 'InvalidArgument' })
    const mixed = `${url(SOON)}&x-oss-signature-version=OSS4-HMAC-SHA256`
    expect(await test.oss({ target: mixed })).toMatchObject({ status: 400, code: 'InvalidArgument' })
  })
})
