/** The ladder against published vectors, and against ali-oss over random inputs. */
import OSS from 'ali-oss'
import fc from 'fast-check'
import { toBase64 } from '../../miniprogram/uploader/sts/encoding'
import { hexOf } from '../../miniprogram/uploader/sts/hmac'
import { signPolicy } from '../../miniprogram/uploader/sts/post-form'
import {
  canonicalRequest,
  type Presignable,
  presignUrl,
  signedQuery,
  stringToSign,
} from '../../miniprogram/uploader/sts/presign'
import { formatDate, signature, signingKey } from '../../miniprogram/uploader/sts/signing-scope'
import post from './vectors/v4-post.json' with { type: 'json' }
import urls from './vectors/v4-url.json' with { type: 'json' }

const SEED = 20_260_105

describe.each(post)('POST policy $id', ({ input, intermediate, expected }) => {
  const scope = { date: input.date, region: input.region }

  it('has the expected base64, signing key and signature', () => {
    expect(toBase64(input.policyJson)).toBe(expected.policyBase64)
    expect(hexOf(signingKey(input.accessKeySecret, scope))).toBe(intermediate.signingKeyHex)
    expect(signPolicy(expected.policyBase64, input.accessKeySecret, scope)).toBe(expected.signature)
  })
})

/** TypeScript gives every vector the fields of all of them. */
const withoutGaps = (record: Record<string, string | undefined>, nameOf = (name: string) => name) =>
  Object.fromEntries(
    Object.entries(record).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[nameOf(name), value]],
    ),
  )

/** Nothing here signs headers that need not be, nor for boxes in somebody's cellar. */
const ours = urls.filter(({ input }) => input.additionalHeaders.length === 0 && input.product === 'oss')

it('is checked against several published URLs', () => {
  expect(ours.length).toBeGreaterThanOrEqual(4)
})

describe.each(ours)('presigned URL $id', ({ input, intermediate, expected }) => {
  const scope = { date: input.date, region: input.region }
  const keys = { ...input, securityToken: input.securityToken ?? undefined }
  const request: Presignable = {
    method: input.method as Presignable['method'],
    bucket: input.bucket,
    key: input.key,
    query: withoutGaps(input.query),
    headers: withoutGaps(input.headers, (name) => name.toLowerCase()),
    expiresSeconds: input.expiresSeconds,
  }

  it('has the published canonical request, string to sign, signing key and signature', () => {
    const canonical = canonicalRequest(request, signedQuery(request, keys, scope))
    expect(canonical).toBe(intermediate.canonicalRequest)
    expect(stringToSign(canonical, scope)).toBe(intermediate.stringToSign)
    const key = signingKey(input.accessKeySecret, scope)
    expect(hexOf(key)).toBe(intermediate.signingKeyHex)
    expect(signature(key, intermediate.stringToSign)).toBe(expected.signature)
    expect(presignUrl('https://files.example.com', request, keys, scope)).toMatch(
      new RegExp(`&x-oss-signature=${expected.signature}$`),
    )
  })
})

const text = (alphabet: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength })
const word = text('abcdefghijklmnopqrstuvwxyz0123456789', 1, 12)
const unicode = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
const inputs = fc.record({
  accessKeyId: word,
  accessKeySecret: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 40 }).map((secret) => `s${secret}s`),
  securityToken: fc.option(text('abcdefXYZ0123456789+/=', 1, 60), { nil: undefined }),
  region: fc.constantFrom('cn-hangzhou', 'cn-shenzhen', 'ap-southeast-1'),
  bucket: word.map((name) => `bucket-${name}`),
})
type Input = typeof inputs extends fc.Arbitrary<infer T> ? T : never

const client = ({ securityToken, ...input }: Input) =>
  new OSS({
    ...input,
    region: `oss-${input.region}`,
    endpoint: 'https://files.example.com',
    cname: true,
    secure: true,
    authorizationV4: true,
    ...(securityToken ? { stsToken: securityToken, refreshSTSTokenInterval: 60_000 } : {}),
  })

describe('ali-oss', () => {
  it('signs any POST policy as we do', () => {
    const date = fc.date({ min: new Date('2020-01-01'), max: new Date('2039-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(inputs, fc.json(), date, (input, policy, day) => {
        const scope = { date: formatDate(day.getTime()), region: input.region }
        const signer = client(input) as unknown as { signPostObjectPolicyV4(policy: string, date: Date): string }
        expect(signPolicy(toBase64(policy), input.accessKeySecret, scope)).toBe(
          signer.signPostObjectPolicyV4(policy, day),
        )
      }),
      { seed: SEED, numRuns: 200 },
    )
  })

  it('presigns any URL as we do', async () => {
    // ali-oss trims keys, refuses some first characters of a key and breaks on `.` segments.
    const key = fc.array(unicode, { minLength: 1, maxLength: 4 }).map((parts) => `u/${parts.join('/')}.jpg`)
    const query = fc.record(
      { uploadId: word, partNumber: fc.nat().map(String), 'x-oss-process': unicode },
      { requiredKeys: [] },
    )
    const headers = fc.record({ 'content-type': word, 'x-oss-forbid-overwrite': word }, { requiredKeys: [] })
    const method = fc.constantFrom('GET' as const, 'PUT' as const, 'POST' as const, 'DELETE' as const)
    await fc.assert(
      fc.asyncProperty(inputs, method, key, query, headers, async (input, verb, objectKey, queries, sent) => {
        const signer = client(input)
        const theirs = new URL(await signer.signatureUrlV4(verb as 'GET', 900, { headers: sent, queries }, objectKey))
        // Its clock cannot be set, so ours is set by what it wrote.
        const scope = { date: theirs.searchParams.get('x-oss-date') ?? '', region: input.region }
        const request = { method: verb, bucket: input.bucket, key: objectKey, query: queries, headers: sent }
        const own = new URL(presignUrl('https://files.example.com', { ...request, expiresSeconds: 900 }, input, scope))
        expect(Object.fromEntries(own.searchParams)).toEqual(Object.fromEntries(theirs.searchParams))
        expect(decodeURIComponent(own.pathname)).toBe(decodeURIComponent(theirs.pathname))
      }),
      { seed: SEED, numRuns: 200 },
    )
  })
})
