import type { CloudRequest, Query } from '../http/exchange'

/** What a request addresses. */
export type Level = 'service' | 'bucket' | 'object'

interface Shape {
  level: Level
  method: string
  /** Query names that are all required. */
  query?: readonly string[]
  /** Sub-resources that may be there too. */
  optional?: readonly string[]
  /** A header that is required. */
  header?: string
}

/** For operations that can name a version of the object. */
const VERSION = ['versionId'] as const

/** Operations by OSS's names. A special case comes before the general one. */
const SHAPES = {
  ListBuckets: { level: 'service', method: 'GET' },
  PutBucket: { level: 'bucket', method: 'PUT' },
  DeleteBucket: { level: 'bucket', method: 'DELETE' },
  DeleteMultipleObjects: { level: 'bucket', method: 'POST', query: ['delete'] },
  PostObject: { level: 'bucket', method: 'POST' },
  ListMultipartUploads: { level: 'bucket', method: 'GET', query: ['uploads'] },
  GetBucketCors: { level: 'bucket', method: 'GET', query: ['cors'] },
  PutBucketCors: { level: 'bucket', method: 'PUT', query: ['cors'] },
  DeleteBucketCors: { level: 'bucket', method: 'DELETE', query: ['cors'] },
  GetBucketLifecycle: { level: 'bucket', method: 'GET', query: ['lifecycle'] },
  PutBucketLifecycle: { level: 'bucket', method: 'PUT', query: ['lifecycle'] },
  DeleteBucketLifecycle: { level: 'bucket', method: 'DELETE', query: ['lifecycle'] },
  GetBucketPublicAccessBlock: { level: 'bucket', method: 'GET', query: ['publicAccessBlock'] },
  PutBucketPublicAccessBlock: { level: 'bucket', method: 'PUT', query: ['publicAccessBlock'] },
  DeleteBucketPublicAccessBlock: { level: 'bucket', method: 'DELETE', query: ['publicAccessBlock'] },
  GetBucketVersioning: { level: 'bucket', method: 'GET', query: ['versioning'] },
  PutBucketVersioning: { level: 'bucket', method: 'PUT', query: ['versioning'] },
  GetBucketTransferAcceleration: { level: 'bucket', method: 'GET', query: ['transferAcceleration'] },
  PutBucketTransferAcceleration: { level: 'bucket', method: 'PUT', query: ['transferAcceleration'] },
  GetBucketAcl: { level: 'bucket', method: 'GET', query: ['acl'] },
  PutBucketAcl: { level: 'bucket', method: 'PUT', query: ['acl'] },
  GetBucketReferer: { level: 'bucket', method: 'GET', query: ['referer'] },
  PutBucketReferer: { level: 'bucket', method: 'PUT', query: ['referer'] },
  GetBucketStat: { level: 'bucket', method: 'GET', query: ['stat'] },
  GetBucketInfo: { level: 'bucket', method: 'GET', query: ['bucketInfo'] },
  GetBucketLocation: { level: 'bucket', method: 'GET', query: ['location'] },
  ListObjectVersions: { level: 'bucket', method: 'GET', query: ['versions'] },
  ListObjectsV2: { level: 'bucket', method: 'GET', query: ['list-type'] },
  ListObjects: { level: 'bucket', method: 'GET' },
  InitiateMultipartUpload: { level: 'object', method: 'POST', query: ['uploads'] },
  CompleteMultipartUpload: { level: 'object', method: 'POST', query: ['uploadId'] },
  UploadPartCopy: {
    level: 'object',
    method: 'PUT',
    query: ['uploadId', 'partNumber'],
    header: 'x-oss-copy-source',
  },
  UploadPart: { level: 'object', method: 'PUT', query: ['uploadId', 'partNumber'] },
  ListParts: { level: 'object', method: 'GET', query: ['uploadId'] },
  AbortMultipartUpload: { level: 'object', method: 'DELETE', query: ['uploadId'] },
  AppendObject: { level: 'object', method: 'POST', query: ['append'], optional: VERSION },
  PutObjectTagging: { level: 'object', method: 'PUT', query: ['tagging'], optional: VERSION },
  GetObjectTagging: { level: 'object', method: 'GET', query: ['tagging'], optional: VERSION },
  DeleteObjectTagging: { level: 'object', method: 'DELETE', query: ['tagging'], optional: VERSION },
  PutObjectAcl: { level: 'object', method: 'PUT', query: ['acl'], optional: VERSION },
  GetObjectAcl: { level: 'object', method: 'GET', query: ['acl'], optional: VERSION },
  PutSymlink: { level: 'object', method: 'PUT', query: ['symlink'] },
  GetSymlink: { level: 'object', method: 'GET', query: ['symlink'], optional: VERSION },
  GetObjectMeta: { level: 'object', method: 'HEAD', query: ['objectMeta'], optional: VERSION },
  CopyObject: { level: 'object', method: 'PUT', header: 'x-oss-copy-source' },
  PutObject: { level: 'object', method: 'PUT' },
  GetObject: { level: 'object', method: 'GET', optional: VERSION },
  HeadObject: { level: 'object', method: 'HEAD', optional: VERSION },
  DeleteObject: { level: 'object', method: 'DELETE', optional: VERSION },
} as const satisfies Record<string, Shape>

export type OssOperation = keyof typeof SHAPES

/** Query names that select another operation. */
export const SUBRESOURCES: ReadonlySet<string> = new Set([
  ...Object.values(SHAPES).flatMap((shape: Shape) => shape.query ?? []),
  ...['append', 'asyncFetch', 'encryption', 'inventory', 'live', 'logging', 'policy', 'policyStatus', 'qosInfo'],
  ...['referer', 'replication', 'requestPayment', 'restore', 'stat', 'style', 'tagging', 'tokenService'],
  ...['versions', 'vod', 'website', 'worm', 'cname', 'resourceGroup', 'versionId'],
  ...['accessmonitor', 'accessPoint', 'accessPointPolicy', 'bucketArchiveDirectRead', 'httpsConfig', 'metaQuery'],
  ...['qos', 'redundancyTransition', 'regions', 'responseHeader', 'seal', 'userDefinedLogFieldsConfig', 'wormId'],
  ...['x-oss-async-process'],
])

/** `NotImplemented`: OSS has the operation, this cloud has not. `MethodNotAllowed`: OSS does not have it either. */
export function operationOf(
  { method, headers }: Pick<CloudRequest, 'method' | 'headers'>,
  query: Query,
  level: Level,
): OssOperation | 'Options' | 'NotImplemented' | 'MethodNotAllowed' {
  if (method === 'OPTIONS') return 'Options'
  const found = (Object.entries(SHAPES) as [OssOperation, Shape][]).find(
    ([, shape]) =>
      shape.level === level &&
      shape.method === method &&
      (shape.query ?? []).every((name) => query.has(name)) &&
      (shape.header === undefined || headers[shape.header] !== undefined) &&
      knowsSubresources(shape, query),
  )
  if (found) return found[0]
  const isKnown = [...query.keys()].some((name) => SUBRESOURCES.has(name))
  if (isKnown) return 'NotImplemented'
  return ['GET', 'HEAD', 'PUT', 'DELETE'].includes(method) && level !== 'object' ? 'NotImplemented' : 'MethodNotAllowed'
}

/** A sub-resource that the operation does not know would select another operation. */
const knowsSubresources = ({ query: own = [], optional = [] }: Shape, query: Query): boolean =>
  [...query.keys()].every((name) => own.includes(name) || optional.includes(name) || !SUBRESOURCES.has(name))
