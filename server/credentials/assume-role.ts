/** Wraps the STS client, which the CLI uses through `stsClient` as well. */
import * as credentialsModule from '@alicloud/credentials'
import { $OpenApiUtil } from '@alicloud/openapi-core'
import * as stsModule from '@alicloud/sts20150401'
import { boundedCall } from '../outbound/bounded-call'
import type { CredentialSource, Credentials } from './credentials'
import { type SessionPolicy, sessionPolicy } from './session-policy'
import { stsFault } from './sts-fault'

export interface StsOptions {
  /** `acs:ram::<account>:role/<name>`. */
  roleArn: string
  /** A URL; default `https://sts.<region>.aliyuncs.com`. */
  endpoint?: string
  region: string
  /** The key that assumes the role. Default: the official chain: environment, role of the ECS instance, RRSA, … */
  source?: { accessKeyId: string; accessKeySecret: string }
  /** How long an answer may take, ms. Default 5000. */
  readTimeoutMs?: number
}

const CONNECT_TIMEOUT_MS = 3000
const READ_TIMEOUT_MS = 5000

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
  const client = stsClient(options)
  return async ({ name, policy, seconds }) => {
    const request = new stsModule.AssumeRoleRequest({
      roleArn: options.roleArn,
      roleSessionName: name,
      durationSeconds: seconds,
      policy: JSON.stringify(policy),
    })
    const answer = await client.assumeRole(request).catch((error: unknown) => {
      throw stsFault(error)
    })
    return parseCredentials(answer.body?.credentials)
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

export function stsClient({
  endpoint,
  region,
  source,
  readTimeoutMs = READ_TIMEOUT_MS,
}: StsOptions): stsModule.default {
  const { host, protocol } = new URL(endpoint ?? `https://sts.${region}.aliyuncs.com`)
  const StsClient = boundedClient(defaultOf(stsModule.default), readTimeoutMs)
  const Credential = defaultOf(credentialsModule.default)
  return new StsClient(
    new $OpenApiUtil.Config({
      endpoint: host,
      protocol: protocol.slice(0, -1),
      regionId: region,
      connectTimeout: CONNECT_TIMEOUT_MS,
      readTimeout: readTimeoutMs,
      ...(source ?? { credential: new Credential() }),
    }),
  )
}

const MAX_ANSWER_BYTES = 64 * 1024

/** Every method of the client goes through `callApi`, which also asks for the credentials of the official chain. */
const boundedClient = (Client: typeof stsModule.default, readTimeoutMs: number): typeof stsModule.default =>
  class extends Client {
    override callApi(...call: Parameters<stsModule.default['callApi']>) {
      const bounds = { deadlineMs: CONNECT_TIMEOUT_MS + readTimeoutMs, mostBytes: MAX_ANSWER_BYTES }
      return boundedCall(() => super.callApi(...call), bounds)
    }
  }

/** Both packages are CommonJS: the compiler sees the class as their `default`, Node sees `module.exports`. */
export function defaultOf<Imported extends object>(imported: Imported): Imported {
  return 'default' in imported ? (imported.default as Imported) : imported
}
