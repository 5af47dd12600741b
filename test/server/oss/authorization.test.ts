import { signedHeaders } from '../../../server/oss/authorization'
import type { Presignable } from '../../../server/oss/presign'
import vectors from '../vectors/v4-header.json' with { type: 'json' }

/** TypeScript gives every vector the fields of all of them. */
const withoutGaps = (record: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(record).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))

describe('the Authorization header', () => {
  it.each(vectors.map((vector) => [vector.id, vector] as const))(
    '%s is the published one',
    (_, { input, expected }) => {
      const request = {
        method: input.method as Presignable['method'],
        bucket: input.bucket,
        key: input.key,
        query: withoutGaps(input.query),
        headers: withoutGaps(input.headers),
        additionalHeaders: input.additionalHeaders,
      }
      const keys = { ...input, securityToken: input.securityToken ?? undefined }
      const { authorization } = signedHeaders(request, keys, { ...input })
      // The documentation prints a space after its commas, the SDKs do not.
      expect(authorization?.replaceAll(', ', ',')).toBe(expected.authorization.replaceAll(', ', ','))
    },
  )
})
