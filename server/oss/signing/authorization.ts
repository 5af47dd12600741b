/**
 * The Authorization header, V4: for requests whose signature is not in the URL.
 * https://help.aliyun.com/en/oss/developer-reference/recommend-to-use-signature-version-4
 */
import {
  additionalNames,
  canonicalRequest,
  type Presignable,
  stringToSign,
} from '../../../miniprogram/uploader/oss-v4/presign'
import { signer } from '../../../miniprogram/uploader/oss-v4/signing-key'
import {
  credentialText,
  SIGNATURE_VERSION,
  type SigningKeys,
  type SigningScope,
} from '../../../miniprogram/uploader/oss-v4/signing-scope'
import { nodePrimitives } from './node-primitives'

export type SignableRequest = Omit<Presignable, 'expiresSeconds'>

/** The request's headers together with those of its signature. */
export function signedHeaders(
  request: SignableRequest,
  keys: SigningKeys,
  scope: SigningScope,
): Record<string, string> {
  const headers = {
    ...request.headers,
    'x-oss-content-sha256': 'UNSIGNED-PAYLOAD',
    'x-oss-date': scope.date,
    ...(keys.securityToken && { 'x-oss-security-token': keys.securityToken }),
  }
  const signed = { ...request, headers, expiresSeconds: 0 }
  const toSign = stringToSign(canonicalRequest(signed, request.query ?? {}), scope, nodePrimitives)
  return { ...headers, authorization: authorization(signed, keys, scope, toSign) }
}

function authorization(request: Presignable, keys: SigningKeys, scope: SigningScope, toSign: string): string {
  const additional = additionalNames(request)
  const parts = [
    `Credential=${credentialText(keys.accessKeyId, scope)}`,
    // OSS refuses an empty list: EC 0002-00000209.
    ...(additional.length > 0 ? [`AdditionalHeaders=${additional.join(';')}`] : []),
    `Signature=${signer(keys.accessKeySecret, scope, nodePrimitives)(toSign)}`,
  ]
  return `${SIGNATURE_VERSION} ${parts.join(',')}`
}
