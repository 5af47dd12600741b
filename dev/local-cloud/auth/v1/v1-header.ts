import { ossError } from '../../oss/errors'
import { identify, type Signer } from '../identify'
import { checkSkew } from '../v4/v4-credential'
import { signatureMismatch } from '../v4/v4-mismatch'
import { isSame } from '../v4/v4-signature'
import type { ObjectRequest, Verifier } from '../verifier'
import { v1Signature, v1StringToSign } from './v1-signature'

/** `Authorization: OSS <key id>:<signature>` */
export function authenticateV1Header(verifier: Verifier, request: ObjectRequest, authorization: string): Signer {
  const [, accessKeyId, provided] = /^OSS ([^:\s]+):(\S+)$/.exec(authorization) ?? []
  if (!accessKeyId || !provided) throw ossError('InvalidArgument', 'Authorization header is invalid.')
  // Browsers cannot set Date.
  const date = request.headers['x-oss-date'] ?? request.headers.date ?? ''
  const instant = Date.parse(date)
  if (Number.isNaN(instant)) throw ossError('AccessDenied', 'OSS authentication requires a valid Date.')
  checkSkew(instant, verifier.now)
  const signer = identify(verifier.ring, accessKeyId, request.headers['x-oss-security-token'], verifier.now)
  const text = v1StringToSign({ ...request, date })
  if (isSame(v1Signature(signer.accessKeySecret, text), provided)) return signer
  throw signatureMismatch(accessKeyId, provided, text)
}
