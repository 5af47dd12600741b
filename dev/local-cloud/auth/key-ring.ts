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
  /** `root` is the account itself, which may do everything on OSS but may assume no role. */
  kind: 'root' | 'user'
  accessKeyId: string
  accessKeySecret: string
  isActive: boolean
  policies: Statement[][]
}

/** The STS credentials that a client gets. */
export interface Credentials {
  accessKeyId: string
  accessKeySecret: string
  securityToken: string
}

/** The session of one AssumeRole call. */
export interface Session extends Credentials {
  roleSessionName: string
  /** Milliseconds since 1970. */
  issued: number
  expires: number
  isRevoked: boolean
  /** Each of them must allow a request: the role's policy, and the session policy if there is one. */
  policies: Statement[][]
  /** The session policy as sent; empty for none. */
  policyText: string
}

export interface NewSession {
  roleSessionName: string
  issued: number
  expires: number
  policies: Statement[][]
  policyText: string
}

/** All keys of the cloud. */
export interface KeyRing {
  readonly account: Account
  /** The account's keys, as stored. */
  readonly pairs: AccountKeys
  /** Access key id → key. */
  readonly keys: ReadonlyMap<string, LongKey>
  /** Creates credentials and keeps them. */
  open(session: NewSession): Session
  session(accessKeyId: string): Session | undefined
  /** Oldest first. */
  sessions(): Session[]
  isKnownToken(securityToken: string): boolean
  /** From now on the token is unknown. */
  revoke(securityToken: string): void
}

/** Real tokens have about 700 characters, so policies, forms and URLs get the same length as in production. */
const TOKEN_BYTES = 510

const policy = (Action: string, Resource: string): Statement[] =>
  parsePolicyDocument(JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action, Resource }] })) ?? []

export function createKeyRing(pairs: AccountKeys, roleArn: string, random: RandomBytes): KeyRing {
  const { source, root, stranger, ossUser } = pairs
  const sessions = new Map<string, Session>()
  const byToken = (token: string) =>
    [...sessions.values()].find(({ securityToken, isRevoked }) => securityToken === token && !isRevoked)
  const keys: LongKey[] = [
    { kind: 'user', ...source, isActive: true, policies: [policy('sts:AssumeRole', '*')] },
    { kind: 'root', ...root, isActive: true, policies: [policy('*', '*')] },
    { kind: 'user', ...stranger, isActive: true, policies: [[]] },
    { kind: 'user', ...ossUser, isActive: true, policies: [policy('oss:*', '*')] },
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
