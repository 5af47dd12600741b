/** The one file that knows the STS client. */
import * as credentialsModule from '@alicloud/credentials'
import { $OpenApiUtil } from '@alicloud/openapi-core'
import * as stsModule from '@alicloud/sts20150401'
import type { CredentialSource, Credentials } from './credentials'
import { sessionPolicy } from './session-policy'
import { stsFault } from './sts-fault'

export interface AssumeRoleOptions {
  /** `acs:ram::<account>:role/<name>`. */
  roleArn: string
  /** A URL; default `https://sts.<region>.aliyuncs.com`. */
  endpoint?: string
  region: string
  bucket: string
  prefix: string
  /** Who assumes the role. Default: the environment, the ECS instance's role, RRSA, … in the official order. */
  source?: { accessKeyId: string; accessKeySecret: string }
}

/** Every role allows an hour. */
const DURATION_SECONDS = 3600
const CONNECT_TIMEOUT_MS = 3000
const READ_TIMEOUT_MS = 5000

/** Asks STS on every call: put `cachedCredentials` before it. */
export function assumeRole(options: AssumeRoleOptions): CredentialSource {
  const client = stsClient(options)
  return async (scope) => {
    const request = new stsModule.AssumeRoleRequest({
      roleArn: options.roleArn,
      roleSessionName: `wx-oss-upload-${scope}`,
      durationSeconds: DURATION_SECONDS,
      policy: JSON.stringify(sessionPolicy(scope, options.bucket, options.prefix)),
    })
    const answer = await client.assumeRole(request).catch((error: unknown) => {
      throw stsFault(error)
    })
    return parseCredentials(answer.body?.credentials)
  }
}

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

function stsClient({ endpoint, region, source }: AssumeRoleOptions): stsModule.default {
  const { host, protocol } = new URL(endpoint ?? `https://sts.${region}.aliyuncs.com`)
  const StsClient = defaultOf(stsModule.default)
  const Credential = defaultOf(credentialsModule.default)
  return new StsClient(
    new $OpenApiUtil.Config({
      endpoint: host,
      protocol: protocol.slice(0, -1),
      regionId: region,
      connectTimeout: CONNECT_TIMEOUT_MS,
      readTimeout: READ_TIMEOUT_MS,
      ...(source ?? { credential: new Credential() }),
    }),
  )
}

/** Both packages are CommonJS: their `default` is the class to the compiler and `module.exports` to Node. */
function defaultOf<Imported extends object>(imported: Imported): Imported {
  return 'default' in imported ? (imported.default as Imported) : imported
}
