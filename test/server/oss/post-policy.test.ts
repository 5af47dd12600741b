import { encodePolicy, policyDocument, signPolicy } from '../../../server/oss/post-policy'
import { signingKey } from '../../../server/oss/signing-scope'
import vectors from '../vectors/v4-post.json' with { type: 'json' }

describe.each(vectors)('POST policy $id', ({ input, intermediate, expected }) => {
  const scope = { date: input.date, region: input.region }

  it('has the expected base64', () => {
    expect(encodePolicy(input.policyJson)).toBe(expected.policyBase64)
  })

  it('has the expected signing key', () => {
    expect(signingKey(input.accessKeySecret, scope).toString('hex')).toBe(intermediate.signingKeyHex)
  })

  it('has the expected signature', () => {
    expect(signPolicy(expected.policyBase64, input.accessKeySecret, scope)).toBe(expected.signature)
  })
})

describe('the policy document', () => {
  const document = policyDocument({
    bucket: 'examplebucket',
    fields: [
      ['key', 'uploads/pending/photo/u/1.jpg'],
      ['Content-Type', 'image/jpeg'],
      ['x-oss-date', '20260102T030405Z'],
    ],
    size: 9,
    expiresAt: Date.UTC(2026, 0, 2, 3, 14, 5),
  })

  it('pins bucket, exact size and every field by its name in lower case', () => {
    expect(document).toEqual({
      expiration: '2026-01-02T03:14:05.000Z',
      conditions: [
        { bucket: 'examplebucket' },
        ['content-length-range', 9, 9],
        ['eq', '$key', 'uploads/pending/photo/u/1.jpg'],
        ['eq', '$content-type', 'image/jpeg'],
        { 'x-oss-date': '20260102T030405Z' },
      ],
    })
  })

  it('is encoded as exactly the JSON it prints', () => {
    expect(Buffer.from(encodePolicy(document), 'base64').toString('utf8')).toBe(JSON.stringify(document))
  })
})
