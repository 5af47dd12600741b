import { ossError } from '../oss/errors'
import type { Principal } from './identify'
import { authenticateV1Header } from './v1/v1-header'
import { authenticateV1Url } from './v1/v1-url'
import { authenticateHeader } from './v4/v4-header'
import { authenticateUrl } from './v4/v4-url'
import type { ObjectRequest, Verifier } from './verifier'

/** Where the signature is. */
export type Via = 'form' | 'header' | 'url' | 'none'

export function authenticate(verifier: Verifier, request: ObjectRequest): { principal: Principal; via: Via } {
  const { authorization } = request.headers
  const inV4Url = request.query.has('x-oss-signature') || request.query.has('x-oss-signature-version')
  const inV1Url = request.query.has('OSSAccessKeyId') || request.query.has('Signature')
  if ([authorization !== undefined, inV4Url, inV1Url].filter(Boolean).length > 1) {
    throw ossError('InvalidArgument', 'Only one auth mechanism allowed.')
  }
  if (authorization !== undefined) {
    const verify = authorization.startsWith('OSS ') ? authenticateV1Header : authenticateHeader
    return { principal: verify(verifier, request, authorization), via: 'header' }
  }
  if (inV4Url) return { principal: authenticateUrl(verifier, request), via: 'url' }
  if (inV1Url) return { principal: authenticateV1Url(verifier, request), via: 'url' }
  return { principal: { kind: 'anonymous' }, via: 'none' }
}
