/**
 * Finds out whether a permission is granted, without using it. OSS checks permissions first; every request here fails
 * afterwards for another reason. Nothing is stored, changed or removed.
 */
import type { Credentials } from '../../../credentials/credentials'
import type { Oss, OssRequest } from '../../cloud/oss'
import type { ReportedError } from '../../cloud/reported-error'

export const PROBED_ACTIONS = [
  'oss:GetObject',
  'oss:PutObject',
  'oss:PutObjectAcl',
  'oss:DeleteObject',
  'oss:ListParts',
  'oss:AbortMultipartUpload',
  'oss:ListObjects',
  'oss:GetBucketAcl',
] as const

export type ProbedAction = (typeof PROBED_ACTIONS)[number]

/** This is not the MD5 of the body, so OSS refuses the request even if the permission is granted. */
const WRONG_MD5 = Buffer.alloc(16).toString('base64')
const NO_UPLOAD = '0'.repeat(32)

/** `key`: no object of this key exists. */
const requestFor = (action: ProbedAction, key: string): OssRequest => {
  switch (action) {
    case 'oss:GetObject':
      return { method: 'GET', key }
    case 'oss:PutObject':
      return { method: 'PUT', key, headers: { 'content-md5': WRONG_MD5, 'content-type': 'text/plain' }, body: 'x' }
    case 'oss:PutObjectAcl':
      return { method: 'PUT', key, query: { acl: '' }, headers: { 'x-oss-object-acl': 'private' } }
    case 'oss:DeleteObject':
      return { method: 'DELETE', key }
    case 'oss:ListParts':
      return { method: 'GET', key, query: { uploadId: NO_UPLOAD } }
    case 'oss:AbortMultipartUpload':
      return { method: 'DELETE', key, query: { uploadId: NO_UPLOAD } }
    case 'oss:ListObjects':
      return { method: 'GET', query: { 'max-keys': '1' } }
    case 'oss:GetBucketAcl':
      return { method: 'GET', query: { acl: '' } }
  }
}

/** Returns undefined if the action is allowed, otherwise the error. @throws Error without an answer, or for a 5xx */
async function refusalOf(
  oss: Oss,
  keys: Credentials,
  action: ProbedAction,
  key: string,
): Promise<ReportedError | undefined> {
  const { status, error } = await oss.call(requestFor(action, key), keys)
  if (status >= 500) throw new Error(`${action}: HTTP ${status} ${error?.code ?? ''}`)
  return status === 403 ? error : undefined
}

/** Returns the actions that are allowed. Probes all of them at the same time. */
export async function allowedActions<Action extends ProbedAction>(
  oss: Oss,
  keys: Credentials,
  actions: readonly Action[],
  key: string,
): Promise<Action[]> {
  const refusals = await Promise.all(actions.map((action) => refusalOf(oss, keys, action, key)))
  return actions.filter((_, index) => refusals[index] === undefined)
}
