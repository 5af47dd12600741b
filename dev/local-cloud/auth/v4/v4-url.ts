import { ossTime } from '../../http/oss-time'
import { type OssError, ossError } from '../../oss/errors'
import { identify, type Signer } from '../identify'
import type { ObjectRequest, Verifier } from '../verifier'
import { CLOCK_TOLERANCE, parseCredential, parseV4Date } from './v4-credential'
import { checkAdditionalHeaders } from './v4-header'
import { checkSignature } from './v4-mismatch'
import { V4_ALGORITHM } from './v4-signature'

/** Longest validity of a signed URL in seconds; shorter with STS: https://help.aliyun.com/en/oss/developer-reference/add-signatures-to-urls */
const MAX_EXPIRES = { root: 604_800, user: 604_800, sts: 43_200 }

export function authenticateUrl(verifier: Verifier, request: ObjectRequest): Signer {
  const { query } = request
  if (query.get('x-oss-signature-version') !== V4_ALGORITHM) throw badUrl('x-oss-signature-version is invalid.')
  const credential = parseCredential(query.get('x-oss-credential') ?? '')
  if (!credential) throw badUrl('x-oss-credential is invalid.', '0002-00000224')
  if (credential.scope.region !== verifier.region) {
    throw badUrl('Invalid signing region in Authorization header.', '0002-00000226')
  }
  if (credential.scope.product !== 'oss') {
    throw badUrl('Invalid signing product in Authorization header.', '0002-00000227')
  }
  const date = query.get('x-oss-date') ?? ''
  const signedAt = parseV4Date(date)
  if (signedAt === undefined || date.slice(0, 8) !== credential.scope.day) throw badUrl('x-oss-date is invalid.')
  const signer = identify(verifier.ring, credential.accessKeyId, query.get('x-oss-security-token'), verifier.now)
  checkWindow(signedAt, expiresSeconds(query.get('x-oss-expires'), signer.kind), verifier.now)
  const additionalHeaders = checkAdditionalHeaders(query.get('x-oss-additional-headers'), request.headers)
  const signed = new Map(query)
  signed.delete('x-oss-signature')
  const provided = query.get('x-oss-signature') ?? ''
  const parts = { ...request, query: signed, additionalHeaders }
  checkSignature(signer, credential.scope, date, parts, provided)
  return signer
}

function expiresSeconds(text: string | undefined, kind: Signer['kind']): number {
  const seconds = text !== undefined && /^\d{1,7}$/.test(text) ? Number(text) : 0
  if (seconds < 1 || seconds > MAX_EXPIRES[kind]) {
    throw badUrl(`x-oss-expires must be 1 to ${MAX_EXPIRES[kind]} seconds.`, '0002-00000215')
  }
  return seconds
}

function checkWindow(signedAt: number, seconds: number, now: number): void {
  if (now < signedAt - CLOCK_TOLERANCE) {
    throw ossError('AccessDenied', 'Request is not valid yet.', { ec: '0002-00000235' })
  }
  const end = signedAt + seconds * 1000
  if (now > end) {
    throw ossError('AccessDenied', 'Request has expired.', {
      ec: '0002-00000236',
      details: { Expires: ossTime(end), ServerTime: ossTime(now) },
    })
  }
}

function badUrl(message: string, ec?: string): OssError {
  return ossError('InvalidArgument', message, ec === undefined ? {} : { ec })
}
