import type { Exchange } from '../../cloud/cloud'
import { ossError } from '../../oss/errors'

/** The RAM condition key for the requested object ACL. */
export function aclContext(named: ReadonlyMap<string, string>): Record<string, string> {
  const acl = named.get('x-oss-object-acl')
  return acl === undefined ? {} : { 'oss:x-oss-object-acl': acl }
}

/** @throws OssError if Block Public Access forbids the ACL: https://help.aliyun.com/zh/oss/user-guide/block-public-access */
export function checkPublicAcl({ bucket }: Exchange, acl: string, what: 'object' | 'bucket'): void {
  if (!bucket.settings.blockPublicAccess || !acl.startsWith('public-')) return
  throw ossError('AccessDenied', `Put public ${what} acl is not allowed.`, { rule: 'Block Public Access' })
}
