import { ossTime } from '../../http/oss-time'
import { ossError } from '../../oss/errors'
import { identify, type Signer } from '../identify'
import { signatureMismatch } from '../v4/v4-mismatch'
import { isSame } from '../v4/v4-signature'
import type { ObjectRequest, Verifier } from '../verifier'
import { v1Signature, v1StringToSign } from './v1-signature'

/** https://help.aliyun.com/zh/oss/developer-reference/ddd-signatures-to-urls */
export function authenticateV1Url(verifier: Verifier, request: ObjectRequest): Signer {
  const { query } = request
  const [accessKeyId, expires, provided] = ['OSSAccessKeyId', 'Expires', 'Signature'].map((name) => query.get(name))
  if (!accessKeyId || !expires || !provided) {
    const message = 'Query-string authentication requires the Signature, Expires and OSSAccessKeyId parameters'
    throw ossError('AccessDenied', message)
  }
  if (!/^\d{1,12}$/.test(expires)) {
    throw ossError('AccessDenied', 'Invalid date (should be seconds since epoch).', { ec: '0002-00000070' })
  }
  const end = Number(expires) * 1000
  if (verifier.now > end) {
    const details = { Expires: ossTime(end), ServerTime: ossTime(verifier.now) }
    throw ossError('AccessDenied', 'Request has expired.', { details })
  }
  const signer = identify(verifier.ring, accessKeyId, query.get('security-token'), verifier.now)
  const text = v1StringToSign({ ...request, date: expires })
  if (isSame(v1Signature(signer.accessKeySecret, text), provided)) return signer
  throw signatureMismatch(accessKeyId, provided, text)
}
