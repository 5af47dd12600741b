import { type OssError, ossError } from '../errors'
import type { KeyRing, Session } from './key-ring'

/** Whose key signed the request, before the signature has been checked. */
export type Signer = { kind: 'user'; accessKeyId: string; accessKeySecret: string } | ({ kind: 'sts' } & Session)

/** Everybody who may ask for something. */
export type Principal = Signer | { kind: 'anonymous' }

/** Throws what OSS answers to a key or token that it does not accept. */
export function identify(ring: KeyRing, accessKeyId: string, token: string | undefined, now: number): Signer {
  const { account } = ring
  if (accessKeyId === account.accessKeyId) {
    // A token makes it an STS request, and STS never gave out this key: EC 0002-00000002.
    if (token !== undefined) throw unknownKey(accessKeyId, '0002-00000002')
    return { kind: 'user', accessKeyId, accessKeySecret: account.accessKeySecret }
  }
  const session = ring.session(accessKeyId)
  if (!session || token === undefined) throw unknownKey(accessKeyId, '0002-00000902')
  if (session.securityToken !== token) throw wrongToken(ring, token)
  if (now >= session.expires) {
    throw ossError('SecurityTokenExpired', 'The security token you provided has expired.', {
      ec: '0002-00000007',
      details: { SecurityToken: token },
    })
  }
  return { kind: 'sts', ...session }
}

function unknownKey(accessKeyId: string, ec: string): OssError {
  const message = 'The OSS Access Key Id you provided does not exist in our records.'
  return ossError('InvalidAccessKeyId', message, { ec, details: { OSSAccessKeyId: accessKeyId } })
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
