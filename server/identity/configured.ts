import type { IdentityConfig } from '../config/identity-config'
import type { Identity } from './identity'
import { introspectIdentity } from './introspection/introspect'
import { jwtIdentity } from './jwt/jwt'
import { wechatIdentity } from './wechat/wechat'

/** The identity that the environment chooses. */
export function configuredIdentity(
  identity: IdentityConfig,
  secrets: { session: readonly string[]; key: string },
): Identity {
  switch (identity.kind) {
    case 'wechat':
      return wechatIdentity({ ...identity, sessionSecrets: secrets.session, keySecret: secrets.key })
    case 'jwt':
      return jwtIdentity(identity)
    case 'introspect':
      return introspectIdentity(identity)
  }
}
