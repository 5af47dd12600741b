import type { Bucket } from '../bucket/bucket'
import type { Cloud } from '../cloud/cloud'
import { type OssError, ossError } from './errors'

/** The bucket and key of a request. */
export interface Address {
  /** Undefined if there is no such bucket, and for the service. */
  bucket: Bucket | undefined
  /** Empty for a request on the service: ListBuckets. */
  name: string
  /** Decoded; empty for the bucket itself. */
  key: string
  /** The path begins with the bucket's name. */
  isPathStyle: boolean
}

type Addressed = Pick<Cloud, 'buckets' | 'region'>

/** These hosts are both a custom domain of the bound bucket and an endpoint for path-style requests. */
const OWN_HOSTS = ['localhost', '127.0.0.1']

/**
 * The possible meanings of host and path, the most likely first. On the cloud's own host a path has two meanings:
 * `/bucket/a` is the key `a` in path style, and the key `bucket/a` on the bound domain. The signature, which covers
 * bucket and key, decides; it also tells a wrong bucket name in path style from a key of the bound domain.
 * @throws OssError if the host belongs to no bucket, or if the key is not UTF-8
 */
export function addressesOf(host: string | undefined, path: string, cloud: Addressed, bound: Bucket): Address[] {
  const hostname = (host ?? '').replace(/:\d+$/, '').toLowerCase()
  if (OWN_HOSTS.includes(hostname)) return ownAddresses(path, cloud, bound)
  const name = bucketNameOf(hostname, path, cloud)
  const key = name === '' ? '' : decodeKey(path.slice(1))
  return [{ bucket: cloud.buckets.get(name), name, key, isPathStyle: false }]
}

const SERVICE: Address = { bucket: undefined, name: '', key: '', isPathStyle: false }

function ownAddresses(path: string, { buckets }: Addressed, boundBucket: Bucket): Address[] {
  const bound = { bucket: boundBucket, name: boundBucket.name, key: decodeKey(path.slice(1)), isPathStyle: false }
  if (path === '/') return [bound, SERVICE]
  const [, name = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? []
  if (!isBucketName(name)) return [bound]
  const bucket = buckets.get(name)
  const inPath = { bucket, name, key: decodeKey(key), isPathStyle: true }
  return bucket ? [inPath, bound] : [bound, inPath]
}

/** @throws OssError for bytes that are not UTF-8: https://help.aliyun.com/zh/oss/user-guide/object-overview */
function decodeKey(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw ossError('InvalidObjectName', 'The specified object is not valid.', { details: { ObjectName: text } })
  }
}

export const isBucketName = (name: string): boolean => /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name)

/** Empty for the endpoint itself. */
function bucketNameOf(hostname: string, path: string, { buckets, region }: Addressed): string {
  const [, name, endpoint = ''] =
    /^(?:(.*)\.)?(oss-[^.]+\.aliyuncs\.com|[^.]+\.oss\.aliyuncs\.com|localhost)$/.exec(hostname) ?? []
  if (endpoint === '') throw noSuchBucket(hostname)
  if (name === undefined) {
    if (path !== '/') throw secondLevelDomain(hostname)
    return ''
  }
  if (!isBucketName(name)) {
    throw ossError('InvalidBucketName', 'The specified bucket is not valid.', { details: { BucketName: name } })
  }
  const isHere = ownEndpoints(region).includes(endpoint)
  if (!isHere) throw buckets.has(name) ? wrongEndpoint(name, `oss-${region}.aliyuncs.com`) : noSuchBucket(name)
  return name
}

/** https://help.aliyun.com/zh/oss/user-guide/regions-and-endpoints; the last one is the dual-stack endpoint. */
const ownEndpoints = (region: string): string[] => [
  'localhost',
  `oss-${region}.aliyuncs.com`,
  `oss-${region}-internal.aliyuncs.com`,
  'oss-accelerate.aliyuncs.com',
  'oss-accelerate-overseas.aliyuncs.com',
  `${region}.oss.aliyuncs.com`,
]

export function noSuchBucket(name: string): OssError {
  const details = { BucketName: name }
  return ossError('NoSuchBucket', 'The specified bucket does not exist.', { ec: '0015-00000101', details })
}

function secondLevelDomain(hostname: string): OssError {
  const message = 'The bucket you are attempting to access must be addressed using OSS third level domain.'
  return ossError('SecondLevelDomainForbidden', message, { details: { Host: hostname } })
}

function wrongEndpoint(bucket: string, endpoint: string): OssError {
  const message =
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.'
  return ossError('AccessDenied', message, { details: { Bucket: bucket, Endpoint: endpoint } })
}

/** https://help.aliyun.com/zh/oss/publicendpointforbidden-error-when-upload-object */
export function refusePublicEndpoint(host: string | undefined, region: string): void {
  const hostname = (host ?? '').replace(/:\d+$/, '').toLowerCase()
  if (!hostname.endsWith(`.oss-${region}.aliyuncs.com`)) return
  const message = 'The endpoint you are using is not allowed; use a custom domain for this bucket.'
  throw ossError('PublicEndpointForbidden', message, { ec: '0048-00000401' })
}
