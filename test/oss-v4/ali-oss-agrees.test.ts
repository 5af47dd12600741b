/** ali-oss as a second opinion on our signatures, over random inputs. */
import fc from 'fast-check'
import { presignUrl } from '../../miniprogram/uploader/oss-v4/presign'
import { signer } from '../../miniprogram/uploader/oss-v4/signing-key'
import { formatDate } from '../../miniprogram/uploader/oss-v4/signing-scope'
import { ALI_OSS_ORIGIN, aliOssClient } from './ali-oss'
import { PRIMITIVES } from './primitives'

const SEED = 20_260_105
const RUNS = { seed: SEED, numRuns: 200 }

const text = (alphabet: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength })

const word = text('abcdefghijklmnopqrstuvwxyz0123456789', 1, 12)
const unicode = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
const region = fc.constantFrom('cn-hangzhou', 'cn-shenzhen', 'ap-southeast-1', 'us-west-1')
const date = fc.date({ min: new Date('2020-01-01'), max: new Date('2039-12-31'), noInvalidDate: true })

const places = fc.record({
  accessKeyId: word,
  accessKeySecret: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 40 }).map((secret) => `s${secret}s`),
  securityToken: fc.option(text('abcdefXYZ0123456789+/=', 1, 60), { nil: undefined }),
  region,
  bucket: word.map((name) => `bucket-${name}`),
})

const requests = fc.record({
  method: fc.constantFrom('GET' as const, 'PUT' as const, 'POST' as const, 'DELETE' as const),
  // ali-oss trims keys, refuses some first characters of a key and breaks on `.` segments.
  key: fc.array(unicode, { minLength: 1, maxLength: 4 }).map((parts) => `u/${parts.join('/')}.jpg`),
  query: fc.record(
    {
      uploadId: word,
      partNumber: fc.nat().map(String),
      'response-content-disposition': unicode,
      'response-content-type': word,
      'x-oss-process': unicode.map((style) => `image/resize,w_200/${style}`),
    },
    { requiredKeys: [] },
  ),
  headers: fc.record(
    {
      'content-type': word,
      'x-oss-meta-note': word,
      'x-oss-forbid-overwrite': word,
      'content-length': fc.nat().map(String),
      'if-match': word,
    },
    { requiredKeys: [] },
  ),
  expiresSeconds: fc.integer({ min: 1, max: 604_800 }),
})

interface PolicySigner {
  signPostObjectPolicyV4(policy: string, date: Date): string
}

describe.each(PRIMITIVES)('ali-oss and our signatures with %s', (_, primitives) => {
  it('agree on any POST policy', () => {
    const policy = fc.oneof(
      fc.json(),
      fc.record({ expiration: unicode, conditions: fc.array(fc.dictionary(word, unicode)) }).map(JSON.stringify),
    )
    fc.assert(
      fc.property(places, policy, date, (place, document, day) => {
        const scope = { date: formatDate(day.getTime()), region: place.region }
        const ours = signer(place.accessKeySecret, scope, primitives)(primitives.base64(document))
        const aliOss = aliOssClient(place) as unknown as PolicySigner
        expect(ours).toBe(aliOss.signPostObjectPolicyV4(document, day))
      }),
      RUNS,
    )
  })

  it('agree on any presigned URL', async () => {
    await fc.assert(
      fc.asyncProperty(places, requests, async (place, { method, key, query, headers, expiresSeconds }) => {
        const additionalHeaders = Object.keys(headers).filter((name) => !/^(content-type|x-oss-.*)$/.test(name))
        const signed = { headers, queries: query }
        const theirs = new URL(
          await aliOssClient(place).signatureUrlV4(method as 'GET', expiresSeconds, signed, key, additionalHeaders),
        )
        // Its clock cannot be set, so ours is set to the time that it wrote.
        const scope = { date: theirs.searchParams.get('x-oss-date') ?? '', region: place.region }
        const request = { method, bucket: place.bucket, key, query, headers, additionalHeaders, expiresSeconds }
        const ours = new URL(presignUrl(ALI_OSS_ORIGIN, request, place, scope, primitives))
        expect(Object.fromEntries(ours.searchParams)).toEqual(Object.fromEntries(theirs.searchParams))
        expect(decodeURIComponent(ours.pathname)).toBe(decodeURIComponent(theirs.pathname))
      }),
      RUNS,
    )
  })
})
