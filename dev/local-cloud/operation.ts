import type { CloudRequest, Query } from './exchange'

export const OSS_OPERATIONS = [
  'PostObject',
  'PutObject',
  'CopyObject',
  'GetObject',
  'HeadObject',
  'DeleteObject',
  'Options',
] as const
export type OssOperation = (typeof OSS_OPERATIONS)[number]

/** Query names that would make it an operation of another kind. */
const SUBRESOURCES = [
  'acl',
  'append',
  'cors',
  'delete',
  'lifecycle',
  'restore',
  'symlink',
  'tagging',
  'uploadId',
  'uploads',
]

/** `NotImplemented`: OSS could do it, this bucket cannot. `MethodNotAllowed`: nor could OSS. */
export function operationOf(
  { method, headers }: CloudRequest,
  query: Query,
  key: string,
): OssOperation | 'NotImplemented' | 'MethodNotAllowed' {
  if (method === 'OPTIONS') return 'Options'
  if (SUBRESOURCES.some((name) => query.has(name))) return 'NotImplemented'
  if (method === 'POST') return key === '' ? 'PostObject' : 'MethodNotAllowed'
  if (key === '') return 'NotImplemented'
  switch (method) {
    case 'PUT':
      return headers['x-oss-copy-source'] === undefined ? 'PutObject' : 'CopyObject'
    case 'GET':
      return 'GetObject'
    case 'HEAD':
      return 'HeadObject'
    case 'DELETE':
      return 'DeleteObject'
    default:
      return 'MethodNotAllowed'
  }
}
