import type { KeyRing } from '../auth/key-ring'
import { parsePolicyDocument, type Statement } from '../auth/policy/policy-document'
import type { Role } from '../cloud/cloud'
import type { Query, RandomBytes } from '../http/exchange'
import { type Caller, permitAssumeRole } from './caller'
import { stsError } from './errors'

interface Parameters {
  roleSessionName: string
  durationSeconds: number
  /** Undefined means all rights of the role. */
  policy: Statement[] | undefined
}

export interface AssumeRoleCall {
  ring: KeyRing
  role: Role
  random: RandomBytes
  caller: Caller
  query: Query
  now: number
}

/** https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-assumerole; the caller adds RequestId. */
export function assumeRole({ ring, role, random, caller, query, now }: AssumeRoleCall) {
  const { roleArn } = ring.account
  checkRoleArn(query.get('RoleArn'))
  const { roleSessionName, durationSeconds, policy } = parseParameters(query)
  permitAssumeRole(caller, query.get('RoleArn') ?? '', role.trustsAccount)
  if (query.get('RoleArn') !== roleArn) {
    throw stsError('EntityNotExist.Role', `The role not exists: ${query.get('RoleArn')}.`)
  }
  const session = ring.open({
    roleSessionName,
    issued: now,
    expires: now + durationSeconds * 1000,
    policies: policy ? [role.policy, policy] : [role.policy],
    policyText: query.get('Policy') ?? '',
  })
  return {
    AssumedRoleUser: {
      Arn: `${roleArn}/${roleSessionName}`,
      AssumedRoleId: `${BigInt(`0x${random(7).toString('hex')}`)}:${roleSessionName}`,
    },
    Credentials: {
      AccessKeyId: session.accessKeyId,
      AccessKeySecret: session.accessKeySecret,
      SecurityToken: session.securityToken,
      Expiration: `${new Date(session.expires).toISOString().slice(0, 19)}Z`,
    },
  }
}

function parseParameters(query: Query): Parameters {
  const roleSessionName = query.get('RoleSessionName')
  if (roleSessionName === undefined) throw stsError('MissingRoleSessionName', 'RoleSessionName is mandatory.')
  if (!/^[A-Za-z0-9.@\-_]{2,64}$/.test(roleSessionName)) {
    throw stsError('InvalidParameter.RoleSessionName', 'The parameter RoleSessionName is wrongly formed.')
  }
  const externalId = query.get('ExternalId')
  if (externalId !== undefined && !/^[\w+=,.@:/-]{2,1224}$/.test(externalId)) {
    throw stsError('InvalidParameter.ExternalId', 'The parameter ExternalId is wrongly formed.')
  }
  const sourceIdentity = query.get('SourceIdentity')
  if (sourceIdentity !== undefined && !/^[\w=,.@-]{2,64}$/.test(sourceIdentity)) {
    throw stsError('InvalidParameter.SourceIdentity', 'The parameter SourceIdentity is wrongly formed.')
  }
  return {
    roleSessionName,
    durationSeconds: parseDuration(query.get('DurationSeconds')),
    policy: parsePolicy(query.get('Policy')),
  }
}

function checkRoleArn(roleArn: string | undefined): void {
  if (roleArn === undefined) throw stsError('MissingRoleArn', 'RoleArn is mandatory for this action.')
  if (/^acs:ram::\d+:role\/[\w.-]{1,64}$/.test(roleArn)) return
  throw stsError('InvalidParameter.RoleArn', 'The parameter RoleArn is wrongly formed.')
}

/** The role's MaxSessionDuration is the default of new roles, an hour. */
function parseDuration(text = '3600'): number {
  const seconds = /^\d{1,6}$/.test(text) ? Number(text) : 0
  if (seconds < 900 || seconds > 3600) {
    throw stsError('InvalidParameter.DurationSeconds', 'The Min/Max value of DurationSeconds is 15min/1hr.')
  }
  return seconds
}

function parsePolicy(text: string | undefined): Statement[] | undefined {
  if (text === undefined) return undefined
  if (text.length < 1 || text.length > 2048) {
    throw stsError('InvalidParameter.PolicySize', 'The size of Policy must be 1 to 2048 characters.')
  }
  const policy = parsePolicyDocument(text)
  if (!policy) throw stsError('InvalidParameter.PolicyGrammar', 'The parameter Policy has not passed grammar check.')
  return policy
}
