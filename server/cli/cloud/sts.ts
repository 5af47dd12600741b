import type { Environment } from '../../config/parse-environment'
import { callSts, type SourceKeys, type StsCall, StsError } from '../../credentials/call-sts'
import type { Credentials } from '../../credentials/credentials'
import type { SessionPolicy } from '../../credentials/session-policy'
import { machineKeys } from '../../credentials/source-keys'
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

/** The AccessKey in `env`, also a temporary one. The SDK's own chain would only look into `process.env`. */
export function sourceIn(env: Environment): SourceKeys | undefined {
  const [accessKeyId, accessKeySecret, securityToken] = ['ACCESS_KEY_ID', 'ACCESS_KEY_SECRET', 'SECURITY_TOKEN'].map(
    (name) => env[`ALIBABA_CLOUD_${name}`]?.trim(),
  )
  if (!accessKeyId || !accessKeySecret) return undefined
  return { accessKeyId, accessKeySecret, ...(securityToken && { securityToken }) }
}

const DURATION_SECONDS = 3600

export function createSts({ roleArn, endpoint, region, source }: StsOptions): Sts {
  const keys = source ? async () => source : machineKeys()
  const call = async (request: StsCall): Promise<Record<string, unknown>> => {
    try {
      return await callSts(request, { endpoint, region }, await keys())
    } catch (error) {
      return refuse(error)
    }
  }
  return {
    async whoAmI() {
      const caller = await call({ action: 'GetCallerIdentity', parameters: {} })
      const { arn, accountId, identityType } = textsOf(caller)
      if (!arn) throw foreign('GetCallerIdentity: the answer has no Arn')
      return { arn, accountId, identityType }
    },
    async assume(name, policy) {
      const parameters = {
        RoleArn: roleArn,
        RoleSessionName: `wx-oss-upload-${name}`,
        DurationSeconds: String(DURATION_SECONDS),
        ...(policy && { Policy: JSON.stringify(policy) }),
      }
      const answer = await call({ action: 'AssumeRole', parameters })
      const { accessKeyId, accessKeySecret, securityToken, expiration } = textsOf(answer.Credentials)
      const { arn, assumedRoleId } = textsOf(answer.AssumedRoleUser)
      const expiresAt = Date.parse(expiration)
      if (!accessKeyId || !accessKeySecret || !securityToken || Number.isNaN(expiresAt)) {
        throw foreign('AssumeRole: the answer has no Credentials')
      }
      return {
        credentials: { accessKeyId, accessKeySecret, securityToken, expiresAt },
        arn,
        assumedRoleId,
        requestId: textsOf(answer).requestId,
      }
    },
  }
}

const NAMES = [
  'accessKeyId',
  'accessKeySecret',
  'securityToken',
  'expiration',
  'arn',
  'accountId',
  'identityType',
  'assumedRoleId',
  'requestId',
] as const

type Name = (typeof NAMES)[number]

/** `{ AccessKeyId: 'x' }` → `accessKeyId: 'x'`; what is missing is ''. */
const textsOf = (element: unknown): Record<Name, string> =>
  Object.fromEntries(
    NAMES.map((name) => [name, String(Object(element)[name.charAt(0).toUpperCase() + name.slice(1)] ?? '')]),
  ) as Record<Name, string>

/** The AccessKey that calls STS. The operator may have given it more permissions. */
export async function sourceKeys({ source }: Pick<StsOptions, 'source'>): Promise<Credentials> {
  const keys = source ?? (await machineKeys()().catch(refuse))
  return { ...keys, expiresAt: Number.POSITIVE_INFINITY }
}

/** Something else than STS has answered. */
const foreign = (message: string): StsRefusal => new StsRefusal(reportedError('network', { message }))

/** Errors of sockets have a code. Those of the official credential chain may only name it in the message. */
function refuse(error: unknown): never {
  if (error instanceof StsError) {
    const { code, message, status, requestId } = error
    if (!code) throw new StsRefusal(reportedError('network', { status }))
    throw new StsRefusal(reportedError('sts', { code, message: sentenceOf(message), status, requestId }))
  }
  const { code, name, message } = Object(error) as Partial<Record<string, unknown>>
  const text = String(message ?? error)
  // This error of @alicloud/credentials has no code, and its message lists every place that was tried.
  if (text.startsWith('unable to get credentials'))
    throw new StsRefusal(reportedError('network', { code: 'NoCredentials' }))
  const network =
    /\b(ENOTFOUND|EAI_AGAIN|ECONN\w+|ETIMEDOUT|EHOSTUNREACH|CERT_\w+|ERR_TLS\w+|\w+SELF_SIGNED\w+)\b/.exec(
      `${String(code)} ${text}`,
    )?.[1]
  const timeout = name === 'TimeoutError' || /timeout/i.test(text) ? 'TimeoutError' : ''
  throw new StsRefusal(reportedError('network', { code: network ?? timeout, message: text }))
}

/** The sentence alone: STS sometimes adds the string to sign. */
const sentenceOf = (text: string): string => text.replace(/\s*server string to sign is:[\s\S]*$/, '')
