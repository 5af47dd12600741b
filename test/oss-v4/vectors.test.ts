import { canonicalRequest, presignUrl, signedQuery, stringToSign } from '../../miniprogram/uploader/oss-v4/presign'
import { signer, signingKey } from '../../miniprogram/uploader/oss-v4/signing-key'
import { PRIMITIVES } from './primitives'
import { HEADER_VECTORS, URL_VECTORS } from './vectors'
import posts from './vectors/v4-post.json' with { type: 'json' }

const ORIGIN = 'https://files.example.com'

describe.each(PRIMITIVES)('with %s', (_, primitives, hexOf) => {
  describe.each(URL_VECTORS)('the presigned URL of $id', ({ request, keys, scope, intermediate, signature }) => {
    it('has the expected canonical request', () => {
      expect(canonicalRequest(request, signedQuery(request, keys, scope))).toBe(intermediate.canonicalRequest)
    })

    it('has the expected string to sign', () => {
      expect(stringToSign(intermediate.canonicalRequest, scope, primitives)).toBe(intermediate.stringToSign)
    })

    it('has the expected signing key', () => {
      expect(hexOf(signingKey(keys.accessKeySecret, scope, primitives))).toBe(intermediate.signingKeyHex)
    })

    it('has the expected signature, at its end', () => {
      expect(signer(keys.accessKeySecret, scope, primitives)(intermediate.stringToSign)).toBe(signature)
      expect(presignUrl(ORIGIN, request, keys, scope, primitives)).toMatch(new RegExp(`&x-oss-signature=${signature}$`))
    })

    it('gives key and query back to a URL parser', () => {
      const url = new URL(presignUrl(ORIGIN, request, keys, scope, primitives))
      expect(decodeURIComponent(url.pathname)).toBe(`/${request.key}`)
      for (const [name, value] of Object.entries(request.query ?? {})) expect(url.searchParams.get(name)).toBe(value)
    })
  })

  describe.each(HEADER_VECTORS)('the Authorization header of $id', ({ keys, scope, intermediate, signature }) => {
    it('has the expected string to sign, signing key and signature', () => {
      expect(stringToSign(intermediate.canonicalRequest, scope, primitives)).toBe(intermediate.stringToSign)
      expect(hexOf(signingKey(keys.accessKeySecret, scope, primitives))).toBe(intermediate.signingKeyHex)
      expect(signer(keys.accessKeySecret, scope, primitives)(intermediate.stringToSign)).toBe(signature)
    })
  })

  describe.each(posts)('the POST policy of $id', ({ input, intermediate, expected }) => {
    const scope = { date: input.date, region: input.region }

    it('has the expected base64', () => {
      expect(primitives.base64(input.policyJson)).toBe(expected.policyBase64)
    })

    it('has the expected signing key', () => {
      expect(hexOf(signingKey(input.accessKeySecret, scope, primitives))).toBe(intermediate.signingKeyHex)
    })

    it('has the expected signature', () => {
      expect(signer(input.accessKeySecret, scope, primitives)(expected.policyBase64)).toBe(expected.signature)
    })
  })
})
