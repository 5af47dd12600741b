import OSS from 'ali-oss'
import { type PartsToSign, signParts } from '../../../server/oss/part-signatures'
import { presignUrl } from '../../../server/oss/presign'
import { formatDate } from '../../../server/oss/signing-scope'

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5)
const HOST = 'https://files.example.com'

const keys = {
  accessKeyId: 'STS.local',
  accessKeySecret: 'local-key-secret',
  securityToken: 'local/token+with=signs',
  expiresAt: Number.POSITIVE_INFINITY,
}

const parts: PartsToSign = {
  bucket: 'examplebucket',
  region: 'cn-hangzhou',
  key: 'uploads/video/0123456789abcdef01234567/clip.mp4',
  uploadId: '0004B9895DBBB6EC98E36EEF',
  from: 9,
  lengths: [102_400, 102_400, 77],
  isLengthSigned: true,
  expiresSeconds: 3600,
}

/** Names and values of the query, signature included. */
const queryOf = (url: string): Record<string, string> => Object.fromEntries(new URL(url).searchParams)

const urlOf = (signed: ReturnType<typeof signParts>, index: number): string =>
  `${HOST}/${parts.key}?${signed.query}&partNumber=${signed.from + index}&x-oss-signature=${signed.signatures[index]}`

const requestOf = (index: number, additionalHeaders: string[]) => ({
  method: 'PUT' as const,
  bucket: parts.bucket,
  key: parts.key,
  query: { uploadId: parts.uploadId, partNumber: String(parts.from + index) },
  headers: { 'content-type': 'application/octet-stream', 'content-length': String(parts.lengths[index]) },
  additionalHeaders,
  expiresSeconds: parts.expiresSeconds,
})

describe.each([
  ['with its length signed', true, ['content-length']],
  ['without', false, []],
])('a part %s', (_, isLengthSigned, additionalHeaders) => {
  const signed = signParts({ ...parts, isLengthSigned }, keys, NOW)

  it('is signed as any other request is, each with its own number and length', () => {
    const scope = { date: formatDate(NOW), region: parts.region }
    for (const index of parts.lengths.keys()) {
      const alone = presignUrl(HOST, requestOf(index, additionalHeaders), keys, scope)
      expect(queryOf(urlOf(signed, index))).toEqual(queryOf(alone))
    }
    expect(new Set(signed.signatures).size).toBe(3)
  })

  it('is signed by ali-oss in the same way', async () => {
    const client = new OSS({
      accessKeyId: keys.accessKeyId,
      accessKeySecret: keys.accessKeySecret,
      stsToken: keys.securityToken,
      refreshSTSTokenInterval: 60_000,
      bucket: parts.bucket,
      region: `oss-${parts.region}`,
      endpoint: HOST,
      cname: true,
      authorizationV4: true,
    })
    for (const index of parts.lengths.keys()) {
      const { method, query, headers } = requestOf(index, additionalHeaders)
      const request = { headers, queries: query }
      const theirs = queryOf(
        await client.signatureUrlV4(method, parts.expiresSeconds, request, parts.key, additionalHeaders),
      )
      // Its clock cannot be set, so ours is set by what it wrote.
      const [, year, month, day, ...time] =
        /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(theirs['x-oss-date'] ?? '')?.map(Number) ?? []
      const at = Date.UTC(Number(year), Number(month) - 1, day, ...time)
      expect(queryOf(urlOf(signParts({ ...parts, isLengthSigned }, keys, at), index))).toEqual(theirs)
    }
  })
})

describe('a row of parts', () => {
  it('has one query, percent-encoded, with neither a number nor a signature in it', () => {
    const { query, headers, from } = signParts(parts, keys, NOW)
    expect(query).toContain('x-oss-security-token=local%2Ftoken%2Bwith%3Dsigns')
    expect(query).toContain(`uploadId=${parts.uploadId}`)
    expect(query).not.toMatch(/partNumber|x-oss-signature=/)
    expect([headers, from]).toEqual([{ 'content-type': 'application/octet-stream' }, 9])
  })

  it('may be empty', () => {
    const { query, signatures } = signParts({ ...parts, lengths: [] }, keys, NOW)
    expect([query.length > 0, signatures]).toEqual([true, []])
  })
})
