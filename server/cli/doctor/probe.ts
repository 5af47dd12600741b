/**
 * Whether a right is there, found out without using it: each request would fail for another reason if it were allowed,
 * and nothing is stored, changed or removed. OSS judges rights before anything else.
 */
import type { Credentials } from '../../credentials/credentials'
import type { Oss, OssRequest } from '../cloud/oss'
import type { Said } from '../explain/said'

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

/** 16 bytes that are nobody’s MD5, so what comes with it is refused. */
const WRONG_MD5 = Buffer.alloc(16).toString('base64')
const NO_UPLOAD = '0'.repeat(32)

/** `key` is of an object that does not exist. */
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

/** Undefined when it is allowed, else what OSS said. @throws Error when there was no answer, or 5xx. */
export async function refusalOf(
  oss: Oss,
  keys: Credentials,
  action: ProbedAction,
  key: string,
): Promise<Said | undefined> {
  const { status, error } = await oss.call(requestFor(action, key), keys)
  if (status >= 500) throw new Error(`${action}: HTTP ${status} ${error?.code ?? ''}`)
  return status === 403 ? error : undefined
}

/** Those of the actions that are allowed, all asked at once. */
export async function allowedOf<Action extends ProbedAction>(
  oss: Oss,
  keys: Credentials,
  actions: readonly Action[],
  key: string,
): Promise<Action[]> {
  const refusals = await Promise.all(actions.map((action) => refusalOf(oss, keys, action, key)))
  return actions.filter((_, index) => refusals[index] === undefined)
}
