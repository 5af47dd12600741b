import * as credentialsModule from '@alicloud/credentials'
import * as stsModule from '@alicloud/sts20150401'
import type { Environment } from '../../config/parse-environment'
import type { Credentials } from '../../credentials/credentials'
import type { SessionPolicy } from '../../credentials/session-policy'
import { defaultOf, stsClient } from '../../credentials/sts-client'
import { type ReportedError, reportedError } from './reported-error'

/** The calls of STS that are needed here; each rejects with an {@link StsRefusal}. */
export interface Sts {
  whoAmI(): Promise<Caller>
  /** Without a policy the session has all permissions of the role. */
  assume(name: string, policy?: SessionPolicy): Promise<Assumed>
}

export interface Caller {
  /** `acs:ram::<account>:user/<name>`; for the account itself `acs:ram::<account>:root`. */
  arn: string
  accountId: string
  /** `Account`, `RAMUser` or `AssumedRoleUser`. */
  identityType: string
}

export interface Assumed {
  credentials: Credentials
  /** `acs:ram::<account>:role/<role>/<session>`. */
  arn: string
  assumedRoleId: string
  requestId: string
}

/** STS refused a call, or could not be reached. */
export class StsRefusal extends Error {
  readonly reported: ReportedError

  constructor(fault: ReportedError) {
    super(`${fault.code}: ${fault.message}`)
    this.name = 'StsRefusal'
    this.reported = fault
  }
}

export interface StsOptions {
  roleArn: string
  endpoint?: string
  region: string
  /** Default: the identity of this machine (an ECS role, RRSA, …). */
  source?: SourceKeys
}

export interface SourceKeys {
  accessKeyId: string
  accessKeySecret: string
  /** Only for temporary credentials. */
  securityToken?: string
}

/** The AccessKey in `env`, also a temporary one. The SDK's own chain would only look into `process.env`. */
export function sourceIn(env: Environment): SourceKeys | undefined {
  const [accessKeyId, accessKeySecret, securityToken] = ['ACCESS_KEY_ID', 'ACCESS_KEY_SECRET', 'SECURITY_TOKEN'].map(
    (name) => env[`ALIBABA_CLOUD_${name}`]?.trim(),
  )
  if (!accessKeyId || !accessKeySecret) return undefined
  return { accessKeyId, accessKeySecret, ...(securityToken && { securityToken }) }
}

const DURATION_SECONDS = 3600

export function createSts(options: StsOptions): Sts {
  const client = stsClient(options)
  return {
    async whoAmI() {
      const { body } = await client.getCallerIdentity().catch(refuse)
      if (!body?.arn) throw foreign('GetCallerIdentity: the answer has no Arn')
      return { arn: body.arn, accountId: body.accountId ?? '', identityType: body.identityType ?? '' }
    },
    async assume(name, policy) {
      const request = new stsModule.AssumeRoleRequest({
        roleArn: options.roleArn,
        roleSessionName: `wx-oss-upload-${name}`,
        durationSeconds: DURATION_SECONDS,
        ...(policy && { policy: JSON.stringify(policy) }),
      })
      const { body } = await client.assumeRole(request).catch(refuse)
      const { accessKeyId = '', accessKeySecret = '', securityToken = '', expiration = '' } = body?.credentials ?? {}
      const expiresAt = Date.parse(expiration)
      if (!accessKeyId || !accessKeySecret || !securityToken || Number.isNaN(expiresAt)) {
        throw foreign('AssumeRole: the answer has no Credentials')
      }
      return {
        credentials: { accessKeyId, accessKeySecret, securityToken, expiresAt },
        arn: body?.assumedRoleUser?.arn ?? '',
        assumedRoleId: body?.assumedRoleUser?.assumedRoleId ?? '',
        requestId: body?.requestId ?? '',
      }
    },
  }
}

/** The AccessKey that calls STS. The operator may have given it more permissions. */
export async function sourceKeys({ source }: Pick<StsOptions, 'source'>): Promise<Credentials> {
  if (source) return { ...source, expiresAt: Number.POSITIVE_INFINITY }
  const Credential = defaultOf(credentialsModule.default)
  const { accessKeyId = '', accessKeySecret = '', securityToken } = await new Credential().getCredential().catch(refuse)
  return { accessKeyId, accessKeySecret, ...(securityToken && { securityToken }), expiresAt: Number.POSITIVE_INFINITY }
}

/** Something else than STS has answered. */
const foreign = (message: string): StsRefusal => new StsRefusal(reportedError('network', { message }))

/** Errors of the SDK have a code. Errors of sockets have one as well, or only name it in the message. */
function refuse(error: unknown): never {
  const { code, statusCode, message, data } = Object(error) as Partial<Record<string, unknown>>
  const text = String(message ?? error)
  // This error of @alicloud/credentials has no code, and its message lists every place that was tried.
  if (text.startsWith('unable to get credentials'))
    throw new StsRefusal(reportedError('network', { code: 'NoCredentials' }))
  const network =
    /\b(ENOTFOUND|EAI_AGAIN|ECONN\w+|ETIMEDOUT|EHOSTUNREACH|CERT_\w+|ERR_TLS\w+|\w+SELF_SIGNED\w+)\b/.exec(
      `${String(code)} ${text}`,
    )?.[1]
  if (network || !statusCode) {
    throw new StsRefusal(
      reportedError('network', { code: network ?? (/timeout/i.test(text) ? 'TimeoutError' : ''), message: text }),
    )
  }
  const requestId = String(Object(data).RequestId ?? '')
  throw new StsRefusal(
    // The SDK writes `undefined` where an answer of something else has no code and no sentence.
    typeof code === 'string' && code !== 'undefined'
      ? reportedError('sts', { code, message: sentenceOf(text), status: Number(statusCode), requestId })
      : reportedError('network', { status: Number(statusCode) }),
  )
}

/** The sentence of STS alone. The SDK adds the code and the request id; STS sometimes adds the string to sign. */
const sentenceOf = (text: string): string =>
  text
    .replace(/^[\s\S]*?code: \d+, /, '')
    .replace(/ request id:[\s\S]*$/, '')
    .replace(/\s*server string to sign is:[\s\S]*$/, '')
