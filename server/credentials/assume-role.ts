import { callSts, type SourceKeys, type StsAddress } from './call-sts'
import type { CredentialSource, Credentials } from './credentials'
import { type SessionPolicy, sessionPolicy } from './session-policy'
import { machineKeys } from './source-keys'
import { stsFault } from './sts-fault'

export interface StsOptions extends StsAddress {
  /** `acs:ram::<account>:role/<name>`. */
  roleArn: string
  /** The key that assumes the role. Default: the official chain: environment, role of the ECS instance, RRSA, … */
  source?: SourceKeys
}

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
export function stsSessions({ roleArn, source, ...address }: StsOptions): OpenSession {
  const keys = source ? async () => source : machineKeys()
  return async ({ name, policy, seconds }) => {
    const parameters = {
      RoleArn: roleArn,
      RoleSessionName: name,
      DurationSeconds: String(seconds),
      Policy: JSON.stringify(policy),
    }
    try {
      const { Credentials } = await callSts({ action: 'AssumeRole', parameters }, address, await keys())
      return parseCredentials(Object(Credentials))
    } catch (error) {
      throw stsFault(error)
    }
  }
}

/** Every role allows sessions of an hour. */
const SHARED_SECONDS = 3600

/** One session for each scope, shared by all users. It also calls STS every time: see `cachedCredentials`. */
export const sharedSessions =
  (open: OpenSession, { bucket, prefix }: { bucket: string; prefix: string }): CredentialSource =>
  (scope) =>
    open({ name: `wx-oss-upload-${scope}`, policy: sessionPolicy(scope, bucket, prefix), seconds: SHARED_SECONDS })

/** The same in one call, for code that needs no other sessions. */
export const assumeRole = (options: StsOptions & { bucket: string; prefix: string }): CredentialSource =>
  sharedSessions(stsSessions(options), options)

function parseCredentials(issued: Partial<Record<string, unknown>>): Credentials {
  const { AccessKeyId: accessKeyId, AccessKeySecret: accessKeySecret, SecurityToken: securityToken } = issued
  const expiresAt = Date.parse(String(issued.Expiration))
  if (
    typeof accessKeyId !== 'string' ||
    typeof accessKeySecret !== 'string' ||
    typeof securityToken !== 'string' ||
    Number.isNaN(expiresAt)
  ) {
    throw new Error('STS answered without credentials')
  }
  return { accessKeyId, accessKeySecret, securityToken, expiresAt }
}
