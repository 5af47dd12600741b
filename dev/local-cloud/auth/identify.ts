import { type OssError, ossError } from '../oss/errors'
import type { KeyRing, LongKey, Session } from './key-ring'

/** The owner of the key that signed the request; the signature is not checked yet. */
export type Signer = LongKey | ({ kind: 'sts' } & Session)

/** The sender of a request. */
export type Principal = Signer | { kind: 'anonymous' }

/** @throws OssError if OSS does not accept the key or token */
export function identify(ring: KeyRing, accessKeyId: string, token: string | undefined, now: number): Signer {
  const key = ring.keys.get(accessKeyId)
  if (key) {
    // A token makes it an STS request, but STS never issued this key.
    if (token !== undefined) throw unknownKey(accessKeyId, '0002-00000002')
    if (!key.isActive) throw disabledKey(accessKeyId)
    return key
  }
  const session = ring.session(accessKeyId)
  if (!session || token === undefined) throw unknownKey(accessKeyId)
  if (session.securityToken !== token || session.isRevoked) throw wrongToken(ring, token)
  if (now >= session.expires) {
    throw ossError('SecurityTokenExpired', 'The security token you provided has expired.', {
      ec: '0002-00000007',
      details: { SecurityToken: token },
    })
  }
  return { kind: 'sts', ...session }
}

function unknownKey(accessKeyId: string, ec = '0002-00000902'): OssError {
  const message = 'The OSS Access Key Id you provided does not exist in our records.'
  return ossError('InvalidAccessKeyId', message, {
    ec,
    details: { OSSAccessKeyId: accessKeyId },
  })
}

function disabledKey(accessKeyId: string): OssError {
  const message = 'The OSS Access Key Id you provided is disabled.'
  return ossError('InvalidAccessKeyId', message, { details: { OSSAccessKeyId: accessKeyId } })
}

function wrongToken(ring: KeyRing, token: string): OssError {
  if (token !== '' && ring.isKnownToken(token)) {
    const message = 'The OSS access key id and security token you provided does not match.'
    return ossError('AccessKeyIdAndSecurityTokenNotMatch', message)
  }
  return ossError('InvalidSecurityToken', 'The security token you provided is invalid.', {
    ec: '0002-00000006',
    details: { SecurityToken: token },
  })
}
