import type { CredentialSource, Credentials } from './credentials'
import { type SessionPolicy, sessionPolicy } from './session-policy'
import type { StsRoles } from './sts-client'
import { stsFault } from './sts-fault'
import type { StsOptions } from './sts-options'

/** The requested session. */
export interface SessionOrder {
  /** Shown in the audit trail: 2 to 32 characters of `A–Za–z0–9.@-_`. */
  name: string
  policy: SessionPolicy
  /** 900 to 3600, because every role allows an hour. */
  seconds: number
}

/** @throws Fault `server-misconfigured` or `cloud-unavailable`. */
export type OpenSession = (order: SessionOrder) => Promise<Credentials>

/** Calls STS every time, so put a cache before it. */
export function stsSessions(options: StsOptions): OpenSession {
  let client: Promise<StsRoles> | undefined
  return async ({ name, policy, seconds }) => {
    // The client is most of what the backend loads, and a backend with fixed keys never needs it.
    client ??= import('./sts-client').then(({ stsRoles }) => stsRoles(options))
    const { assumeRole } = await client
    const answer = await assumeRole({
      roleArn: options.roleArn,
      roleSessionName: name,
      durationSeconds: seconds,
      policy: JSON.stringify(policy),
    }).catch((error: unknown) => {
      throw stsFault(error)
    })
    return parseCredentials(answer.body?.credentials)
  }
}

/** Every role allows sessions of an hour. */
const SHARED_SECONDS = 3600

export interface SessionPlace {
  bucket: string
  prefix: string
  /** Other buckets, from which files may be copied into this one. Default: none. */
  siblings?: readonly string[]
}

/** One session for each scope, shared by all users. It also calls STS every time: see `cachedCredentials`. */
export const sharedSessions =
  (open: OpenSession, { bucket, prefix, siblings }: SessionPlace): CredentialSource =>
  (scope) => {
    const policy = sessionPolicy(scope, bucket, prefix, siblings)
    return open({ name: `wx-oss-upload-${scope}`, policy, seconds: SHARED_SECONDS })
  }

/** The same in one call, for code that needs no other sessions. */
export const assumeRole = (options: StsOptions & SessionPlace): CredentialSource =>
  sharedSessions(stsSessions(options), options)

function parseCredentials(issued: Partial<Record<string, unknown>> = {}): Credentials {
  const { accessKeyId, accessKeySecret, securityToken, expiration } = issued
  const expiresAt = Date.parse(String(expiration))
  if (
    typeof accessKeyId !== 'string' ||
    typeof accessKeySecret !== 'string' ||
    typeof securityToken !== 'string' ||
    Number.isNaN(expiresAt)
  ) {
    throw stsFault(new Error('STS answered without credentials'))
  }
  return { accessKeyId, accessKeySecret, securityToken, expiresAt }
}
