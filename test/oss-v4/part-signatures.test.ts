import { type PartsToSign, partSigner } from '../../miniprogram/uploader/oss-v4/part-signatures'
import { presignUrl } from '../../miniprogram/uploader/oss-v4/presign'
import { formatDate } from '../../miniprogram/uploader/oss-v4/signing-scope'
import { aliOssClient, timeOf } from './ali-oss'
import { PRIMITIVES } from './primitives'

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5)
const ORIGIN = 'https://files.example.com'
const NUMBERS = [1, 9, 10_000]

const keys = {
  accessKeyId: 'STS.local',
  accessKeySecret: 'local-key-secret',
  securityToken: 'local/token+with=signs',
}

const parts: PartsToSign = {
  bucket: 'examplebucket',
  region: 'cn-hangzhou',
  key: 'uploads/video/0123456789abcdef01234567/clip.mp4',
  uploadId: '0004B9895DBBB6EC98E36EEF',
  expiresSeconds: 3600,
}

const queryOf = (url: string): Record<string, string> => Object.fromEntries(new URL(url).searchParams)

const requestOf = (number: number, length: number | undefined) => ({
  method: 'PUT' as const,
  bucket: parts.bucket,
  key: parts.key,
  query: { uploadId: parts.uploadId, partNumber: String(number) },
  headers: { 'content-type': 'application/octet-stream', ...(length && { 'content-length': String(length) }) },
  additionalHeaders: length ? ['content-length'] : [],
  expiresSeconds: parts.expiresSeconds,
})

describe.each(PRIMITIVES)('partSigner with %s', (_, primitives) => {
  /** The whole URL of a part, signature included. */
  const urlOf = (number: number, length: number | undefined, now = NOW): string => {
    const { query, sign } = partSigner({ ...parts, length }, keys, now, primitives)
    return `${ORIGIN}/${parts.key}?${query}&partNumber=${number}&x-oss-signature=${sign(number)}`
  }

  describe.each([
    ['with a signed length', 102_400],
    ['without one', undefined],
  ])('%s', (_, length) => {
    it('signs a part as `presignUrl` signs any other request', () => {
      const scope = { date: formatDate(NOW), region: parts.region }
      for (const number of NUMBERS) {
        const alone = presignUrl(ORIGIN, requestOf(number, length), keys, scope, primitives)
        expect(queryOf(urlOf(number, length))).toEqual(queryOf(alone))
      }
    })

    it('signs a part as ali-oss does', async () => {
      const client = aliOssClient({ ...keys, ...parts })
      for (const number of NUMBERS) {
        const { method, query, headers, additionalHeaders } = requestOf(number, length)
        const request = { headers, queries: query }
        const theirs = queryOf(
          await client.signatureUrlV4(method, parts.expiresSeconds, request, parts.key, additionalHeaders),
        )
        // Its clock cannot be set, so ours is set to the time that it wrote.
        expect(queryOf(urlOf(number, length, timeOf(theirs['x-oss-date'] ?? '')))).toEqual(theirs)
      }
    })

    it('signs each number differently', () => {
      const { sign } = partSigner({ ...parts, length }, keys, NOW, primitives)
      expect(new Set(NUMBERS.map(sign)).size).toBe(NUMBERS.length)
    })
  })

  it('has one query for all parts, percent-encoded, without a number or a signature', () => {
    const { query, headers } = partSigner(parts, keys, NOW, primitives)
    expect(query).toContain('x-oss-security-token=local%2Ftoken%2Bwith%3Dsigns')
    expect(query).toContain(`uploadId=${parts.uploadId}`)
    expect(query).not.toMatch(/partNumber|x-oss-signature=/)
    expect(headers).toEqual({ 'content-type': 'application/octet-stream' })
  })

  it('has the same query for every signed length', () => {
    const queries = [77, 102_400].map((length) => partSigner({ ...parts, length }, keys, NOW, primitives).query)
    expect(new Set(queries).size).toBe(1)
  })
})
