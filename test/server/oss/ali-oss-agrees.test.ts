/** ali-oss as a second opinion on our own signatures, over random inputs. */
import OSS from 'ali-oss'
import fc from 'fast-check'
import { encodePolicy, signPolicy } from '../../../server/oss/post-policy'
import { presignUrl } from '../../../server/oss/presign'
import { formatDate } from '../../../server/oss/signing-scope'

const text = (alphabet: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength })

const word = text('abcdefghijklmnopqrstuvwxyz0123456789', 1, 12)
const unicode = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
const region = fc.constantFrom('cn-hangzhou', 'cn-shenzhen', 'ap-southeast-1', 'us-west-1')
const date = fc.date({ min: new Date('2020-01-01'), max: new Date('2039-12-31'), noInvalidDate: true })
/** ali-oss trims keys, refuses some first characters of a key and breaks on `.` segments. */
const key = fc.array(unicode, { minLength: 1, maxLength: 4 }).map((parts) => `u/${parts.join('/')}.jpg`)

const inputs = fc.record({
  accessKeyId: word,
  accessKeySecret: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 40 }).map((secret) => `s${secret}s`),
  securityToken: fc.option(text('abcdefXYZ0123456789+/=', 1, 60), { nil: undefined }),
  region,
  bucket: word.map((name) => `bucket-${name}`),
})

const client = (input: {
  accessKeyId: string
  accessKeySecret: string
  securityToken?: string
  region: string
  bucket: string
}) =>
  new OSS({
    ...input,
    region: `oss-${input.region}`,
    endpoint: 'https://files.example.com',
    cname: true,
    secure: true,
    authorizationV4: true,
    ...(input.securityToken && { stsToken: input.securityToken, refreshSTSTokenInterval: 60_000 }),
  })

interface PolicySigner {
  signPostObjectPolicyV4(policy: string | object, date: Date): string
}

describe('ali-oss', () => {
  it('signs any POST policy as we do', () => {
    const policy = fc.oneof(
      fc.json(),
      fc.record({ expiration: unicode, conditions: fc.array(fc.dictionary(word, unicode)) }),
    )
    fc.assert(
      fc.property(inputs, policy, date, (input, document, day) => {
        const base64 = encodePolicy(typeof document === 'string' ? document : JSON.stringify(document))
        const ours = signPolicy(base64, input.accessKeySecret, {
          date: formatDate(day.getTime()),
          region: input.region,
        })
        const signer = client(input) as unknown as PolicySigner
        expect(ours).toBe(signer.signPostObjectPolicyV4(document, day))
      }),
      { numRuns: 300 },
    )
  })

  it('presigns any URL as we do', async () => {
    const queries = fc.record(
      {
        'response-content-disposition': unicode,
        'response-content-type': word,
        'x-oss-process': unicode.map((style) => `image/resize,w_200/${style}`),
      },
      { requiredKeys: [] },
    )
    const headers = fc.record(
      { 'content-type': word, 'x-oss-meta-note': word, 'content-length': fc.nat().map(String), 'if-match': word },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(
        inputs,
        fc.constantFrom('GET' as const, 'PUT' as const),
        key,
        queries,
        headers,
        fc.integer({ min: 1, max: 604_800 }),
        async (input, method, objectKey, query, sent, expiresSeconds) => {
          const additionalHeaders = Object.keys(sent).filter((name) => name === 'content-length' || name === 'if-match')
          const theirs = new URL(
            await client(input).signatureUrlV4(
              method,
              expiresSeconds,
              { headers: sent, queries: query },
              objectKey,
              additionalHeaders,
            ),
          )
          // Its clock cannot be set, so ours is set by what it wrote.
          const scope = { date: theirs.searchParams.get('x-oss-date') ?? '', region: input.region }
          const request = {
            method,
            bucket: input.bucket,
            key: objectKey,
            query,
            headers: sent,
            additionalHeaders,
            expiresSeconds,
          }
          const ours = new URL(presignUrl('https://files.example.com', request, input, scope))
          expect(Object.fromEntries(ours.searchParams)).toEqual(Object.fromEntries(theirs.searchParams))
          expect(decodeURIComponent(ours.pathname)).toBe(decodeURIComponent(theirs.pathname))
        },
      ),
      { numRuns: 300 },
    )
  })
})
