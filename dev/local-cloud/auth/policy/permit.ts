import type { Exchange } from '../../cloud/cloud'
import { ossTime } from '../../http/oss-time'
import { type OssError, ossError } from '../../oss/errors'
import type { ObjectRecord } from '../../store/record'
import type { Signer } from '../identify'
import { judge, type Verdict } from './judge'

/** The right that an operation needs. */
export interface Need {
  /** `oss:PutObject` */
  action: string
  /** Name of the bucket; default the bucket of the exchange. */
  bucket?: string
  /** Key of the object; without it the right is on the bucket. */
  key?: string
  /** What an ACL would have to allow; missing if no ACL can allow it. */
  access?: 'read' | 'write'
  /** The existing object, for its ACL. */
  record?: ObjectRecord | undefined
  /** Condition keys of this request, such as `oss:x-oss-object-acl`. */
  context?: Record<string, string>
  /** OSS's fine-grained code for a refusal, if it is not the usual one. */
  ec?: string
}

/**
 * Checks that all policies of the principal, or an ACL, allow the need. An explicit Deny overrides an ACL.
 * https://help.aliyun.com/zh/oss/user-guide/overview-of-access-control, "Authentication process"
 * @throws OssError `AccessDenied`
 */
export function permit(exchange: Exchange, need: Need): void {
  const { principal } = exchange
  const verdicts = principal.kind === 'anonymous' ? [] : judgeAll(exchange, principal, need)
  const denial = verdicts.findIndex(({ effect }) => effect === 'Deny')
  if (denial >= 0) throw refused(exchange, need, ruleText(principal as Signer, denial, verdicts))
  if (verdicts.length > 0 && verdicts.every(({ effect }) => effect === 'Allow')) {
    exchange.rule = verdicts.map((_, index) => ruleText(principal as Signer, index, verdicts)).join('; ')
    return
  }
  const acl = publicAcl(exchange, need)
  if (acl === undefined) {
    const silent = verdicts.findIndex(({ effect }) => effect === 'Neither')
    throw refused(exchange, need, silent < 0 ? 'no ACL allows it' : ruleText(principal as Signer, silent, verdicts))
  }
  exchange.rule = acl
}

function judgeAll(exchange: Exchange, principal: Signer, need: Need): Verdict[] {
  const { request, query, now, bucket } = exchange
  const named = { 'oss:Prefix': query.get('prefix'), 'oss:Delimiter': query.get('delimiter') }
  const context: Record<string, string> = {
    'acs:SourceIp': request.clientIp,
    // The loopback listener has only plain HTTP.
    'acs:SecureTransport': 'false',
    'acs:CurrentTime': ossTime(now),
    'acs:UserAgent': request.headers['user-agent'] ?? '',
    'acs:AccessId': principal.accessKeyId,
    ...need.context,
  }
  for (const [name, value] of Object.entries(named)) if (value !== undefined) context[name] = value
  const resource =
    need.action === 'oss:ListBuckets'
      ? 'acs:oss:*:*:*'
      : `acs:oss:*:*:${need.bucket ?? bucket.name}${need.key === undefined ? '' : `/${need.key}`}`
  return principal.policies.map((policy) => judge(policy, { action: need.action, resource, context }))
}

/** The ACL that makes the object public; undefined if there is none. */
function publicAcl({ bucket }: Exchange, { access, record }: Need): string | undefined {
  const { acl: bucketAcl, blockPublicAccess } = bucket.settings
  if (access === undefined || blockPublicAccess) return undefined
  const isOwn = record !== undefined && record.acl !== 'default'
  const acl = isOwn ? record.acl : bucketAcl
  const isPublic = acl === 'public-read-write' || (access === 'read' && acl === 'public-read')
  return isPublic ? `${isOwn ? 'object' : 'bucket'} ACL ${acl}` : undefined
}

function ruleText({ kind }: Signer, index: number, verdicts: Verdict[]): string {
  const policies =
    kind === 'sts' ? ['role policy', 'session policy'] : [kind === 'root' ? 'root account' : 'user policy']
  const { effect, statement } = verdicts[index] ?? { effect: 'Neither' }
  const how = statement === undefined ? 'no statement matches' : `statement ${statement}: ${effect}`
  return `${policies[index]}, ${how}`
}

function refused({ principal }: Exchange, { action, key, ec = '0003-00000001' }: Need, why: string): OssError {
  const rule = `${action}: ${why}`
  if (principal.kind === 'sts') {
    return ossError('AccessDenied', "Access denied by authorizer's policy.", { ec: '0003-00000301', rule })
  }
  const message = `You have no right to access this ${key === undefined ? 'bucket' : 'object'} because of bucket acl.`
  return ossError('AccessDenied', message, { ec, rule })
}
