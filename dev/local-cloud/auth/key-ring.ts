import type { RandomBytes } from '../exchange'
import type { Statement } from './policy-document'

/** A RAM user whose key may call sts:AssumeRole on one role, and nothing else. */
export interface Account {
  accessKeyId: string
  accessKeySecret: string
  roleArn: string
}

/** What one AssumeRole gave out. */
export interface Session {
  accessKeyId: string
  accessKeySecret: string
  securityToken: string
  /** Milliseconds since 1970. */
  expires: number
  /** A request must pass each of them: the role's policy, and the session's if there was one. */
  policies: Statement[][]
}

/** Every key that this cloud knows. */
export interface KeyRing {
  readonly account: Account
  /** Makes credentials and remembers them. */
  open(expires: number, policies: Statement[][]): Session
  session(accessKeyId: string): Session | undefined
  isKnownToken(securityToken: string): boolean
  /** The token is as good as never given out. */
  revoke(securityToken: string): void
}

/** Real tokens are some 700 characters; policies, forms and URLs are as long as they will be in production. */
const TOKEN_BYTES = 510

export function createKeyRing(account: Account, random: RandomBytes): KeyRing {
  const sessions = new Map<string, Session>()
  const byToken = (token: string) => [...sessions.values()].find(({ securityToken }) => securityToken === token)
  return {
    account,
    open(expires, policies) {
      const session = {
        accessKeyId: `STS.${random(12).toString('hex')}`,
        accessKeySecret: random(24).toString('base64url'),
        securityToken: `CAIS${random(TOKEN_BYTES).toString('base64')}`,
        expires,
        policies,
      }
      sessions.set(session.accessKeyId, session)
      return session
    },
    session: (accessKeyId) => sessions.get(accessKeyId),
    isKnownToken: (securityToken) => byToken(securityToken) !== undefined,
    revoke(securityToken) {
      const session = byToken(securityToken)
      if (session) session.securityToken = ''
    },
  }
}
