import { ossError } from '../errors'
import type { Query } from '../exchange'
import type { Principal } from './identify'
import type { KeyRing } from './key-ring'
import { authenticateHeader } from './v4-header'
import { authenticateUrl } from './v4-url'

/** A request on an object, signed or not. */
export interface ObjectRequest {
  method: string
  bucket: string
  key: string
  query: Query
  headers: Record<string, string>
}

/** What a signature is checked against. */
export interface Verifier {
  ring: KeyRing
  /** The bucket's own. */
  region: string
  now: number
}

/** Where the signature was found. */
export type Via = 'form' | 'header' | 'url' | 'none'

export function authenticate(verifier: Verifier, request: ObjectRequest): { principal: Principal; via: Via } {
  const { authorization } = request.headers
  const inUrl = request.query.has('x-oss-signature') || request.query.has('x-oss-signature-version')
  if (authorization !== undefined && inUrl) {
    throw ossError('InvalidArgument', 'Only one auth mechanism allowed.')
  }
  if (authorization !== undefined) {
    return { principal: authenticateHeader(verifier, request, authorization), via: 'header' }
  }
  if (inUrl) return { principal: authenticateUrl(verifier, request), via: 'url' }
  if (request.query.has('OSSAccessKeyId') || request.query.has('Signature')) throw v1Retired()
  return { principal: { kind: 'anonymous' }, via: 'none' }
}

/** New buckets take no V1 signatures since September 2025; forms are exempt here for the sake of old clients. */
export function v1Retired(): Error {
  return ossError('InvalidArgument', 'This bucket does not accept V1 signatures; sign with OSS4-HMAC-SHA256.')
}
