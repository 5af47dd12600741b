import * as credentialsModule from '@alicloud/credentials'
import * as stsModule from '@alicloud/sts20150401'
import type { Environment } from '../../config/parse-environment'
import { defaultOf, stsClient } from '../../credentials/assume-role'
import type { Credentials } from '../../credentials/credentials'
import type { SessionPolicy } from '../../credentials/session-policy'
import { type Said, said } from '../explain/said'

/** STS, call by call; each rejects with an {@link StsRefusal}. */
export interface Sts {
  whoAmI(): Promise<Caller>
  /** Without a policy: with all the rights of the role. */
  assume(name: string, policy?: SessionPolicy): Promise<Assumed>
}

export interface Caller {
  /** `acs:ram::<account>:user/<name>`; of the account itself `acs:ram::<account>:root`. */
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

/** What STS said, or that it could not be reached. */
export class StsRefusal extends Error {
  readonly said: Said

  constructor(fault: Said) {
    super(`${fault.code}: ${fault.message}`)
    this.name = 'StsRefusal'
    this.said = fault
  }
}

export interface StsPlace {
  roleArn: string
  endpoint?: string
  region: string
  /** Default: the environment’s own identity (an ECS role, RRSA, …). */
  source?: SourceKeys
}

export interface SourceKeys {
  accessKeyId: string
  accessKeySecret: string
  /** Beside a temporary key. */
  securityToken?: string
}

/** The key in the environment, a temporary one too: the official chain would only look into the process’s own. */
export function sourceIn(env: Environment): SourceKeys | undefined {
  const [accessKeyId, accessKeySecret, securityToken] = ['ACCESS_KEY_ID', 'ACCESS_KEY_SECRET', 'SECURITY_TOKEN'].map(
    (name) => env[`ALIBABA_CLOUD_${name}`]?.trim(),
  )
  if (!accessKeyId || !accessKeySecret) return undefined
  return { accessKeyId, accessKeySecret, ...(securityToken && { securityToken }) }
}

const DURATION_SECONDS = 3600

export function createSts(place: StsPlace): Sts {
  const client = stsClient(place)
  return {
    async whoAmI() {
      const { body } = await client.getCallerIdentity().catch(refuse)
      return { arn: body?.arn ?? '', accountId: body?.accountId ?? '', identityType: body?.identityType ?? '' }
    },
    async assume(name, policy) {
      const request = new stsModule.AssumeRoleRequest({
        roleArn: place.roleArn,
        roleSessionName: `wx-oss-upload-${name}`,
        durationSeconds: DURATION_SECONDS,
        ...(policy && { policy: JSON.stringify(policy) }),
      })
      const { body } = await client.assumeRole(request).catch(refuse)
      const { accessKeyId = '', accessKeySecret = '', securityToken = '', expiration = '' } = body?.credentials ?? {}
      return {
        credentials: { accessKeyId, accessKeySecret, securityToken, expiresAt: Date.parse(expiration) },
        arn: body?.assumedRoleUser?.arn ?? '',
        assumedRoleId: body?.assumedRoleUser?.assumedRoleId ?? '',
        requestId: body?.requestId ?? '',
      }
    },
  }
}

/** The key that calls STS, for what the operator may do besides. */
export async function sourceKeys({ source }: Pick<StsPlace, 'source'>): Promise<Credentials> {
  if (source) return { ...source, expiresAt: Number.POSITIVE_INFINITY }
  const Credential = defaultOf(credentialsModule.default)
  const { accessKeyId = '', accessKeySecret = '', securityToken } = await new Credential().getCredential().catch(refuse)
  return { accessKeyId, accessKeySecret, ...(securityToken && { securityToken }), expiresAt: Number.POSITIVE_INFINITY }
}

/** The SDK’s own errors name their code; those of sockets do as well, or hide it in the message. */
function refuse(error: unknown): never {
  const { code, statusCode, message, data } = Object(error) as Partial<Record<string, unknown>>
  const text = String(message ?? error)
  // Of @alicloud/credentials, which gives it no code and tells of every place it looked in.
  if (text.startsWith('unable to get credentials')) throw new StsRefusal(said('network', { code: 'NoCredentials' }))
  const network =
    /\b(ENOTFOUND|EAI_AGAIN|ECONN\w+|ETIMEDOUT|EHOSTUNREACH|CERT_\w+|ERR_TLS\w+|\w+SELF_SIGNED\w+)\b/.exec(
      `${String(code)} ${text}`,
    )?.[1]
  if (network || !statusCode) {
    throw new StsRefusal(
      said('network', { code: network ?? (/timeout/i.test(text) ? 'TimeoutError' : ''), message: text }),
    )
  }
  const requestId = String(Object(data).RequestId ?? '')
  throw new StsRefusal(
    said('sts', { code: String(code), message: sentenceOf(text), status: Number(statusCode), requestId }),
  )
}

/** STS’s own sentence: the SDK puts the code before it and the request id behind, STS at times all that was signed. */
const sentenceOf = (text: string): string =>
  text
    .replace(/^[\s\S]*?code: \d+, /, '')
    .replace(/ request id:[\s\S]*$/, '')
    .replace(/\s*server string to sign is:[\s\S]*$/, '')
