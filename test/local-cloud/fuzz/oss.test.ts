import fc from 'fast-check'
import type { Session } from '../../../dev/local-cloud/auth/key-ring'
import type { CloudRequest } from '../../../dev/local-cloud/http/exchange'
import { type Answer, BUCKET, chunks, openTestCloud, type TestCloud } from '../rig/in-process'
import { pinnedForm, post } from '../rig/post-form'
import { signHeader, signUrl } from '../rig/sign'

/** The same requests every time. */
const SEED = 20_260_102
const RUNS = 400

let test: TestCloud
let session: Session
beforeAll(async () => {
  test = await openTestCloud({ otherBuckets: ['second-bucket'] })
  const prefix = `acs:oss:*:*:${BUCKET}/own/*`
  session = test.session({ Version: '1', Statement: [{ Effect: 'Allow', Action: 'oss:*', Resource: prefix }] })
})
afterAll(() => test.close())

/** Everything that the cloud holds, for comparison. */
const held = () =>
  JSON.stringify(
    [...test.cloud.buckets.values()].map(({ store, uploads, settings }) => [
      store.list().map(({ key, crc64, acl }) => [key, crc64, acl]),
      uploads.list().map(({ uploadId }) => [uploadId, uploads.parts(uploadId)]),
      settings,
    ]),
  )

/** 501 is allowed: it means that OSS has the operation, but this cloud does not. */
function expectSane({ status, headers, code }: Answer): void {
  expect(status === 501 ? code : status < 500).toBe(status === 501 ? 'NotImplemented' : true)
  expect(headers['x-oss-request-id']).toMatch(/^[0-9A-F]{24}$/)
}

const SUBRESOURCES = [
  ...['acl', 'uploads', 'uploadId', 'partNumber', 'cors', 'lifecycle', 'delete', 'bucketInfo', 'location', 'append'],
  ...['list-type', 'max-keys', 'prefix', 'delimiter', 'continuation-token', 'encoding-type', 'publicAccessBlock'],
  ...['x-oss-process', 'response-content-type', 'Expires', 'Signature', 'OSSAccessKeyId', 'callback', 'objectMeta'],
  ...['x-oss-signature', 'x-oss-signature-version', 'x-oss-credential', 'x-oss-date', 'x-oss-expires'],
]
const HEADERS = [
  ...['authorization', 'content-type', 'content-md5', 'content-length', 'range', 'if-match', 'if-modified-since'],
  ...['x-oss-date', 'x-oss-object-acl', 'x-oss-acl', 'x-oss-copy-source', 'x-oss-copy-source-range', 'x-oss-callback'],
  ...['x-oss-forbid-overwrite', 'x-oss-complete-all', 'x-oss-storage-class', 'x-oss-meta-a', 'x-oss-security-token'],
  ...['origin', 'access-control-request-method', 'access-control-request-headers', 'date', 'x-oss-content-sha256'],
]

/** Replaces lone surrogates, which a request cannot contain. */
const wellFormed = (text: string): string => Buffer.from(text).toString('utf8')

const junk = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', '0', '-1', '1', '2', '10001', '*', 'true', 'yes', 'url', '../..', '%', '%00', 'bytes=0-', 'e30='),
  fc.constantFrom('image/resize,w_1', 'image/', 'style/x', `/${BUCKET}/a`, 'OSS a:b', 'OSS4-HMAC-SHA256 Credential=a'),
  fc.constantFrom('2026-01-02T03:04:05Z', '20260102T030405Z', 'Fri, 02 Jan 2026 03:04:05 GMT', 'public-read'),
)
const encoded = junk.map((text) => encodeURIComponent(wellFormed(text)))
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { maxLength: 4 })
const query = some(fc.tuple(fc.oneof(fc.constantFrom(...SUBRESOURCES), encoded), fc.oneof(encoded, fc.constant('%zz'))))
const headers = some(fc.tuple(fc.constantFrom(...HEADERS), junk)).map((pairs) => Object.fromEntries(pairs))
const method = fc.constantFrom('GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE')
const host = fc.oneof(
  { weight: 4, arbitrary: fc.constant('localhost') },
  fc.constantFrom(`${BUCKET}.oss-cn-hangzhou.aliyuncs.com`, 'oss-cn-hangzhou.aliyuncs.com', '', 'A..b', 'x.localhost'),
)
const path = fc.oneof(
  fc.constantFrom('/', '/own/a', '/a', `/${BUCKET}`, `/${BUCKET}/`, '//', '/second-bucket/a', '/%', '/own/%00'),
  encoded.map((text) => `/${text}`),
)
const body = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  junk.map((text) => Buffer.from(text)),
  fc
    .constantFrom('<a>', '<Delete><Object><Key>a</Key></Object></Delete>', '<CompleteMultipartUpload/>', '<'.repeat(50))
    .map((text) => Buffer.from(text)),
)

const request = fc.record({ method, host, path, query, headers, body }).map((made): Partial<CloudRequest> => {
  const pairs = made.query.map(([name, value]) => `${name}=${value}`).join('&')
  return {
    method: made.method,
    target: pairs === '' ? made.path : `${made.path}?${pairs}`,
    headers: { ...made.headers, host: made.host },
    body: chunks(made.body),
  }
})

const check = (property: fc.IAsyncPropertyWithHooks<never>): Promise<void> =>
  fc.assert(property as never, { seed: SEED, numRuns: RUNS, endOnFailure: true })

describe('A value that no header can carry', () => {
  const names = ['Content-Type', 'Cache-Control', 'Content-Disposition', 'Content-Encoding', 'Expires']
  const values = ['a\r\nSet-Cookie: b=c', 'a\nb', '\u0001', '\u007f', 'a\u0000']
  it.each(names)('is refused as the field %s, as a header of an answer and as metadata', async (name) => {
    const before = held()
    for (const value of values) {
      for (const field of [name, 'x-oss-meta-a']) {
        const answer = await test.oss(post(pinnedForm(session, { key: 'own/unsendable', [field]: value }), 'x'))
        expect([field, value, answer.status, answer.code]).toEqual([field, value, 400, 'InvalidArgument'])
      }
      expect(held()).toBe(before)
    }
    await test.oss({ ...signHeader(session, { method: 'PUT', key: 'own/sendable' }), body: chunks('x') })
    for (const value of values) {
      const query = { [`response-${name.toLowerCase()}`]: value }
      const answer = await test.oss(signUrl(session, { key: 'own/sendable', query }))
      expect([value, answer.status, answer.code]).toEqual([value, 400, 'InvalidArgument'])
    }
    await test.oss(signHeader(session, { method: 'DELETE', key: 'own/sendable' }))
  })
})

describe('Any request to OSS', () => {
  it('without a signature is answered below 500 and changes nothing', async () => {
    const before = held()
    await check(
      fc.asyncProperty(request, async (sent) => {
        expectSane(await test.oss(sent))
        expect(held()).toBe(before)
      }) as never,
    )
    expect(await test.files()).toBe(0)
  })

  it('with the signature of another request changes nothing', async () => {
    const before = held()
    const mutated = fc.record({
      sent: request,
      base: fc.constantFrom(
        signHeader(session, { method: 'PUT', key: 'own/a' }),
        signHeader(session, { method: 'DELETE', key: 'own/a' }),
        signUrl(session, { method: 'PUT', key: 'own/a', query: { partNumber: '1', uploadId: 'A' } }),
        signUrl(session, { method: 'GET', key: 'own/a' }),
      ),
      what: fc.constantFrom('target', 'method', 'headers'),
      flipped: fc.nat(),
    })
    await check(
      fc.asyncProperty(mutated, async ({ sent, base, what, flipped }) => {
        const whole = { ...base, headers: { ...sent.headers, ...base.headers, host: 'localhost' }, body: chunks('x') }
        const method = what === 'method' ? (sent.method ?? 'GET') : base.method
        const target = what === 'target' ? flip(base.target, flipped) : base.target
        // Only unsigned headers were added, or nothing was changed: that is allowed.
        fc.pre(method !== base.method || target !== base.target)
        expectSane(await test.oss({ ...whole, method, target }))
        expect(held()).toBe(before)
      }) as never,
    )
  })

  it('with a valid signature stays within its rights', async () => {
    const done: Record<string, number> = {}
    const signed = fc.record({
      method,
      key: fc.oneof(junk, ...['own/a', 'own/b', 'other/a', ''].map((key) => fc.constant(key))).map(wellFormed),
      query: fc.oneof(
        fc.constant<[string, string][]>([]),
        some(fc.tuple(fc.constantFrom(...SUBRESOURCES.slice(0, 20)), junk)),
      ),
      headers: fc
        .oneof(fc.constant<Record<string, string>>({}), headers)
        .map(
          ({
            authorization: _,
            'x-oss-date': __,
            'x-oss-security-token': ___,
            'x-oss-content-sha256': ____,
            ...rest
          }) => rest,
        ),
      body,
    })
    await check(
      fc.asyncProperty(signed, async ({ query: asked, body: bytes, ...rest }) => {
        const pairs = asked.map(([name, value]) => [name, wellFormed(value)] as const)
        const made = signHeader(session, { ...rest, query: Object.fromEntries(pairs) })
        const answer = await test.oss({ ...made, body: chunks(bytes) })
        expectSane(answer)
        if (answer.status < 300) done[made.method] = (done[made.method] ?? 0) + 1
        const keys = [...test.bucket.store.list(), ...test.bucket.uploads.list()].map(({ key }) => key)
        expect(keys.filter((key) => !key.startsWith('own/'))).toEqual([])
        expect(test.cloud.buckets.get('second-bucket')?.store.list()).toEqual([])
      }) as never,
    )
    expect(Object.keys(done)).toEqual(expect.arrayContaining(['PUT', 'GET', 'HEAD', 'DELETE']))
  })

  it('as a form stores only what its policy allows', async () => {
    const fields = fc.record({
      name: fc.constantFrom(
        'key',
        'x-oss-object-acl',
        'success_action_status',
        'policy',
        'x-oss-signature',
        'callback',
        'x-oss-date',
      ),
      value: junk,
      cut: fc.nat(2000),
    })
    const own = { key: 'own/form', 'x-oss-object-acl': 'private', success_action_status: '200' }
    const right = pinnedForm(session, own)
    await check(
      fc.asyncProperty(fields, async ({ name, value, cut }) => {
        const before = held()
        const altered = post({ ...right, [name]: value }, 'bytes')
        const answer = await test.oss(altered)
        expectSane(answer)
        const isSame = (right as Record<string, string>)[name] === value
        if (!isSame) expect([answer.status < 300, held()]).toEqual([false, before])
        const parts: Uint8Array[] = []
        for await (const part of post(right, 'bytes').body ?? []) parts.push(part)
        const short = Buffer.concat(parts).subarray(0, -4 - cut)
        const unchanged = held()
        expect((await test.oss({ ...post(right), body: chunks(short) })).status).toBe(400)
        expect(held()).toBe(unchanged)
      }) as never,
    )
  })
})

/** Changes one character. */
function flip(target: string, at: number): string {
  const index = 1 + (at % (target.length - 1))
  const other = target[index] === 'a' ? 'b' : 'a'
  return `${target.slice(0, index)}${other}${target.slice(index + 1)}`
}
