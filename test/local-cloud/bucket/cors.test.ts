import type { Session } from '../../../dev/local-cloud/auth/key-ring'
import { type Answer, chunks, type TestCloud, useTestCloud, xmlText } from '../rig/in-process'
import { signHeader } from '../rig/sign'

let test: TestCloud
let session: Session
useTestCloud((opened) => {
  test = opened
  session = opened.session()
})

const cors = (method: string, body = ''): Promise<Answer> =>
  test.oss({ ...signHeader(session, { method, key: '', query: { cors: '' } }), body: chunks(body) })

const RULE =
  '<AllowedOrigin>https://*.example.com</AllowedOrigin><AllowedMethod>PUT</AllowedMethod><AllowedMethod>GET</AllowedMethod><AllowedHeader>content-type</AllowedHeader><AllowedHeader>X-OSS-*</AllowedHeader><ExposeHeader>ETag</ExposeHeader><MaxAgeSeconds>60</MaxAgeSeconds>'
const configuration = (...rules: string[]) =>
  `<?xml version="1.0"?><CORSConfiguration>${rules.map((rule) => `<CORSRule>${rule}</CORSRule>`).join('')}</CORSConfiguration>`

const ORIGIN = 'https://app.example.com'
const preflight = (headers: Record<string, string>): Promise<Answer> =>
  test.oss({ method: 'OPTIONS', target: '/u/a', headers: { origin: ORIGIN, ...headers } })
const get = (headers: Record<string, string>): Promise<Answer> => test.oss({ target: '/u/a', headers })

describe('The default bucket', () => {
  it('can be used by any web page until its rules are changed', async () => {
    const asked = await preflight({
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'x-a, b',
    })
    expect(asked).toMatchObject({ status: 200, text: '' })
    expect(asked.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, PUT, POST, DELETE, HEAD',
      'access-control-allow-headers': 'x-a, b',
      'access-control-max-age': '600',
      vary: 'Origin',
    })
    expect((await get({ origin: 'http://localhost:3000' })).headers['access-control-expose-headers']).toContain('ETag')
    expect((await get({})).headers).toMatchObject({ vary: 'Origin' })
    expect((await get({})).headers['access-control-allow-origin']).toBeUndefined()
  })

  it('can be used by no web page without rules', async () => {
    expect((await cors('DELETE')).status).toBe(204)
    expect(await cors('GET')).toMatchObject({ status: 404, code: 'NoSuchCORSConfiguration' })
    const refused = await preflight({ 'access-control-request-method': 'GET' })
    expect(refused).toMatchObject({ status: 403, code: 'AccessForbidden' })
    expect(xmlText(refused.text, 'Message')).toContain('CORS is not enabled')
    const { headers } = await get({ origin: ORIGIN })
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control') || name === 'vary')).toEqual([])
  })
})

describe('A preflight', () => {
  beforeEach(async () => {
    expect((await cors('PUT', configuration(RULE))).status).toBe(200)
  })

  it.each<[Record<string, string>, boolean]>([
    [{ 'access-control-request-method': 'PUT' }, true],
    [{ 'access-control-request-method': 'PUT', 'access-control-request-headers': 'Content-Type, x-oss-meta-a' }, true],
    [{ 'access-control-request-method': 'DELETE' }, false],
    [{ 'access-control-request-method': 'PUT', 'access-control-request-headers': 'content-type,authorization' }, false],
    [{ 'access-control-request-method': 'PUT', origin: 'https://example.com' }, false],
    [{ 'access-control-request-method': 'PUT', origin: 'http://app.example.com' }, false],
    [{ 'access-control-request-method': 'PUT', origin: 'https://app.example.com.evil.org' }, false],
    [{ origin: ORIGIN }, false],
  ])('with %j: %s', async (headers, isAllowed) => {
    const answer = await preflight(headers)
    expect(answer.status).toBe(isAllowed ? 200 : 403)
    expect(answer.headers['access-control-allow-origin']).toBe(isAllowed ? ORIGIN : undefined)
    expect(answer.code).toBe(isAllowed ? '' : 'AccessForbidden')
  })

  it('needs no signature, and does nothing else', async () => {
    await preflight({ 'access-control-request-method': 'PUT' })
    expect(await test.bucket.store.find('u/a')).toBeUndefined()
  })
})

describe('Any other request', () => {
  it('is served for every origin; only the CORS headers are left out', async () => {
    await cors('PUT', configuration(RULE))
    await test.oss({ ...signHeader(session, { method: 'PUT', key: 'u/a' }), body: chunks('x') })
    const { headers } = signHeader(session, { key: 'u/a' })
    const right = await get({ ...headers, origin: ORIGIN })
    expect(right).toMatchObject({ status: 200, text: 'x' })
    expect(right.headers).toMatchObject({
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-methods': 'PUT, GET',
      'access-control-expose-headers': 'ETag',
    })
    expect(right.headers.vary).toBeUndefined()
    const wrong = await get({ ...headers, origin: 'https://evil.org' })
    expect(wrong).toMatchObject({ status: 200, text: 'x' })
    expect(wrong.headers['access-control-allow-origin']).toBeUndefined()
    const refused = await get({ origin: ORIGIN })
    expect([refused.status, refused.headers['access-control-allow-origin']]).toEqual([403, ORIGIN])
  })

  it('follows the first rule that matches', async () => {
    const second = '<AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod>'
    await cors('PUT', configuration(RULE, second))
    expect((await get({ origin: ORIGIN })).headers['access-control-allow-origin']).toBe(ORIGIN)
    expect((await get({ origin: 'https://other.org' })).headers['access-control-allow-origin']).toBe('*')
  })
})

describe('CORS rules', () => {
  it.each([
    'x',
    configuration(),
    configuration(...Array.from({ length: 11 }, () => RULE)),
    configuration('<AllowedMethod>PUT</AllowedMethod>'),
    configuration('<AllowedOrigin>*</AllowedOrigin>'),
    configuration('<AllowedOrigin>*</AllowedOrigin><AllowedMethod>OPTIONS</AllowedMethod>'),
    configuration('<AllowedOrigin>https://*.*.com</AllowedOrigin><AllowedMethod>PUT</AllowedMethod>'),
    configuration(`${RULE}<ExposeHeader>x-*</ExposeHeader>`),
    configuration(`${RULE}<AllowedHeader>*-*</AllowedHeader>`),
    configuration(RULE.replace('60', 'soon')),
    `<CORSConfiguration>${' '.repeat(17_000)}</CORSConfiguration>`,
  ])('are refused: %.60s', async (body) => {
    expect(await cors('PUT', body)).toMatchObject({ status: 400, code: 'MalformedXML' })
    expect((await cors('GET')).text).toContain('<AllowedOrigin>*</AllowedOrigin>')
  })

  it('set by ResponseVary whether answers have Vary: Origin', async () => {
    const varying = (value: string) =>
      configuration(RULE).replace('</CORSC', `<ResponseVary>${value}</ResponseVary></CORSC`)
    expect(await cors('PUT', varying('0'))).toMatchObject({ status: 400, ec: '0034-00000004' })
    await cors('PUT', varying('true'))
    expect((await get({})).headers.vary).toBe('Origin')
    expect((await get({ origin: 'https://evil.org' })).headers.vary).toBe('Origin')
  })

  it('need rights on the bucket', async () => {
    expect(await test.oss({ target: '/?cors' })).toMatchObject({ status: 403, code: 'AccessDenied' })
    const writer = test.session({
      Version: '1',
      Statement: [{ Effect: 'Allow', Action: 'oss:*', Resource: 'acs:oss:*:*:examplebucket/*' }],
    })
    const request = signHeader(writer, { method: 'DELETE', key: '', query: { cors: '' } })
    expect(await test.oss(request)).toMatchObject({ status: 403, ec: '0003-00000301' })
  })
})
