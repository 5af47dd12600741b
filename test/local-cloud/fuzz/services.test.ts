import { connect } from 'node:net'
import fc from 'fast-check'
import { createInspection } from '../../../dev/local-cloud/cloud/inspection'
import { createServices } from '../../../dev/local-cloud/cloud/services'
import type { CloudAnswer, CloudRequest, Reply } from '../../../dev/local-cloud/http/exchange'
import { chunks, NOW, type TestCloud, useTestCloud } from '../rig/in-process'
import { startTestCloud } from '../rig/test-cloud'

/** The same requests every time. */
const CHECK = { seed: 20_260_102, numRuns: 400, endOnFailure: true }

let test: TestCloud
let services: (request: CloudRequest) => Promise<Reply>
useTestCloud((opened) => {
  test = opened
  services = createServices(
    test.cloud,
    createInspection(test.cloud),
    { link: undefined, ossUrl: 'http://localhost:1', pages: () => [] },
    () => NOW,
  )
})

const junk = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    '0',
    '-1',
    '*',
    'AssumeRole',
    '2015-04-01',
    '1.0',
    'HMAC-SHA1',
    'local-source-key',
    '%zz',
    '../..',
  ),
  fc.constantFrom(`ACS3-HMAC-SHA256 Credential=local-source-key,SignedHeaders=host,Signature=${'0'.repeat(64)}`),
  fc.constantFrom('2026-01-02T03:04:05Z', 'acs:ram::1234567890123456:role/local-uploader', '<script>', '{}', '[]'),
)
const encoded = junk.map((text) => encodeURIComponent(Buffer.from(text).toString('utf8')))
const NAMES = [
  ...['Action', 'Version', 'RoleArn', 'RoleSessionName', 'DurationSeconds', 'Policy', 'ExternalId', 'AccessKeyId'],
  ...['Signature', 'SignatureMethod', 'SignatureVersion', 'SignatureNonce', 'Timestamp', 'SecurityToken', 'Format'],
  ...['bucket', 'find', 'lang', 'side', 'limit'],
]
const HEADERS = [
  ...['authorization', 'x-acs-action', 'x-acs-version', 'x-acs-date', 'x-acs-signature-nonce', 'content-type'],
  ...['x-acs-content-sha256', 'x-acs-security-token', 'accept', 'accept-language', 'if-none-match', 'origin'],
]
const pairs = fc
  .array(fc.tuple(fc.constantFrom(...NAMES), encoded), { maxLength: 8 })
  .map((made) => made.map((pair) => pair.join('=')).join('&'))
const request = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'),
  path: fc.oneof(
    fc.constantFrom(
      '/',
      '/admin',
      '/admin/',
      '/admin/page.css',
      '/admin/requests',
      '/admin/buckets/examplebucket/objects',
    ),
    fc
      .constantFrom('faults', 'clock', 'settings', 'revocations', 'keys/x', 'link', 'lifecycle')
      .map((name) => `/admin/${name}`),
    fc
      .tuple(fc.constantFrom('objects', 'thumbnails', 'uploads', 'x'), encoded)
      .map(([what, key]) => `/admin/buckets/examplebucket/${what}/${key}`),
    encoded.map((text) => `/${text}`),
  ),
  query: pairs,
  headers: fc.dictionary(fc.constantFrom(...HEADERS), junk),
  host: fc.constantFrom('localhost:1', '127.0.0.1', 'rebound.example', ''),
  isJson: fc.boolean(),
  body: fc.oneof(pairs, junk, fc.json()),
})

describe('Any request to STS and the admin API', () => {
  it('is answered below 500 and issues no credentials', async () => {
    const statuses = new Set<number>()
    await fc.assert(
      fc.asyncProperty(request, async ({ method, path, query, headers, host, isJson, body }) => {
        const target = query === '' ? path : `${path}?${query}`
        const own = { ...headers, host, ...(isJson && { 'content-type': 'application/json' }) }
        const reply = await services({ method, target, headers: own, body: chunks(body), clientIp: '127.0.0.1' })
        const { status } = reply as CloudAnswer
        expect([status, status >= 200 && status < 500]).toEqual([status, true])
        statuses.add(status)
        test.cloud.faults.clear()
        expect(test.cloud.ring.sessions()).toEqual([])
      }),
      CHECK,
    )
    expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 404]))
  })
})

describe('Bytes that are not HTTP', () => {
  it('harm neither OSS nor STS', async () => {
    const { cloud, close } = await startTestCloud()
    const send = (url: string, bytes: Uint8Array): Promise<void> =>
      new Promise((resolve) => {
        const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.end(bytes))
        socket.on('error', () => undefined).once('close', () => resolve())
        socket.resume()
      })
    const start = fc.constantFrom(
      '',
      'GET ',
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n',
      'PUT /a HTTP/1.1\r\n',
    )
    await fc.assert(
      fc.asyncProperty(start, fc.uint8Array({ maxLength: 300 }), async (text, bytes) => {
        const all = Buffer.concat([Buffer.from(text), bytes])
        await Promise.all([send(cloud.ossUrl, all), send(cloud.stsUrl, all)])
      }),
      { ...CHECK, numRuns: 100 },
    )
    expect((await fetch(`${cloud.ossUrl}/a`)).status).toBe(403)
    expect((await fetch(cloud.stsUrl, { method: 'POST' })).status).toBe(400)
    expect(cloud.inspect.objects(cloud.bucket)).toEqual([])
    await close()
  })
})
