import type { RandomBytes } from '../http/exchange'
import type { AccountKeys } from './account-keys'
import { parsePolicyDocument, type Statement } from './policy/policy-document'

/** A RAM user whose key may call sts:AssumeRole on one role, and nothing else. */
export interface Account {
  accessKeyId: string
  accessKeySecret: string
  roleArn: string
}

/** A key that does not expire. */
export interface LongKey {
  /** `root`: the account itself, which may do everything on OSS and assume no role. */
  kind: 'root' | 'user'
  accessKeyId: string
  accessKeySecret: string
  isActive: boolean
  policies: Statement[][]
}

/** What a client needs of STS credentials. */
export interface Credentials {
  accessKeyId: string
  accessKeySecret: string
  securityToken: string
}

/** What one AssumeRole gave out. */
export interface Session extends Credentials {
  roleSessionName: string
  /** Milliseconds since 1970. */
  issued: number
  expires: number
  isRevoked: boolean
  /** A request must pass each of them: the role's policy, and the session's if there was one. */
  policies: Statement[][]
  /** The session's policy as it was sent; empty for none. */
  policyText: string
}

export interface NewSession {
  roleSessionName: string
  issued: number
  expires: number
  policies: Statement[][]
  policyText: string
}

/** Every key that this cloud knows. */
export interface KeyRing {
  readonly account: Account
  /** As they were opened. */
  readonly pairs: AccountKeys
  /** By access key id. */
  readonly keys: ReadonlyMap<string, LongKey>
  /** Makes credentials and remembers them. */
  open(session: NewSession): Session
  session(accessKeyId: string): Session | undefined
  /** Oldest first. */
  sessions(): Session[]
  isKnownToken(securityToken: string): boolean
  /** The token is as good as never given out. */
  revoke(securityToken: string): void
}

/** Real tokens are some 700 characters; policies, forms and URLs are as long as they will be in production. */
const TOKEN_BYTES = 510

const policy = (Action: string, Resource: string): Statement[] =>
  parsePolicyDocument(JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action, Resource }] })) ?? []

export function createKeyRing(pairs: AccountKeys, roleArn: string, random: RandomBytes): KeyRing {
  const { source, root, stranger } = pairs
  const sessions = new Map<string, Session>()
  const byToken = (token: string) =>
    [...sessions.values()].find(({ securityToken, isRevoked }) => securityToken === token && !isRevoked)
  const keys: LongKey[] = [
    { kind: 'user', ...source, isActive: true, policies: [policy('sts:AssumeRole', '*')] },
    { kind: 'root', ...root, isActive: true, policies: [policy('*', '*')] },
    { kind: 'user', ...stranger, isActive: true, policies: [[]] },
  ]
  return {
    account: { ...source, roleArn },
    pairs,
    keys: new Map(keys.map((key) => [key.accessKeyId, key])),
    open(session) {
      const opened = {
        ...session,
        accessKeyId: `STS.${random(12).toString('hex')}`,
        accessKeySecret: random(24).toString('base64url'),
        securityToken: `CAIS${random(TOKEN_BYTES).toString('base64')}`,
        isRevoked: false,
      }
      sessions.set(opened.accessKeyId, opened)
      return opened
    },
    session: (accessKeyId) => sessions.get(accessKeyId),
    sessions: () => [...sessions.values()],
    isKnownToken: (securityToken) => byToken(securityToken) !== undefined,
    revoke(securityToken) {
      const session = byToken(securityToken)
      if (session) session.isRevoked = true
    },
  }
}
