import { signedHeaders } from '../../../../server/oss/signing/authorization'
import { HEADER_VECTORS } from '../../../oss-v4/vectors'

describe('signedHeaders', () => {
  it.each(HEADER_VECTORS.map((vector) => [vector.id, vector] as const))(
    'gives the published Authorization header of %s',
    (_, { request, keys, scope, authorization }) => {
      // The documentation prints a space after its commas, the SDKs do not.
      expect(signedHeaders(request, keys, scope).authorization?.replaceAll(', ', ',')).toBe(
        authorization.replaceAll(', ', ','),
      )
    },
  )
})
