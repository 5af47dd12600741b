import { canonicalRequest, type Presignable, presignUrl, signedQuery, stringToSign } from '../../../server/oss/presign'
import { type SigningScope, signature, signingKey } from '../../../server/oss/signing-scope'
import vectors from '../vectors/v4-url.json' with { type: 'json' }

/** TypeScript gives every vector the fields of all of them. */
const withoutGaps = (record: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(record).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))

describe.each(vectors)('presigned URL $id', ({ input, intermediate, expected }) => {
  const scope: SigningScope = { date: input.date, region: input.region, product: input.product }
  const keys = { ...input, securityToken: input.securityToken ?? undefined }
  const request: Presignable = {
    method: input.method as Presignable['method'],
    bucket: input.bucket,
    key: input.key,
    query: withoutGaps(input.query),
    headers: withoutGaps(input.headers),
    additionalHeaders: input.additionalHeaders,
    expiresSeconds: input.expiresSeconds,
  }

  it('has the published canonical request', () => {
    expect(canonicalRequest(request, signedQuery(request, keys, scope))).toBe(intermediate.canonicalRequest)
  })

  it('has the published string to sign', () => {
    expect(stringToSign(intermediate.canonicalRequest, scope)).toBe(intermediate.stringToSign)
  })

  it('has the published signing key', () => {
    expect(signingKey(input.accessKeySecret, scope).toString('hex')).toBe(intermediate.signingKeyHex)
  })

  it('has the published signature, at the end of its URL', () => {
    expect(signature(Buffer.from(intermediate.signingKeyHex, 'hex'), intermediate.stringToSign)).toBe(
      expected.signature,
    )
    const url = presignUrl('https://files.example.com', request, keys, scope)
    expect(url.endsWith(`&x-oss-signature=${expected.signature}`)).toBe(true)
  })

  it('carries key and query so that a URL parser gives them back', () => {
    const url = new URL(presignUrl('https://files.example.com', request, keys, scope))
    expect(decodeURIComponent(url.pathname)).toBe(`/${input.key}`)
    for (const [name, value] of Object.entries(request.query ?? {})) expect(url.searchParams.get(name)).toBe(value)
  })
})
