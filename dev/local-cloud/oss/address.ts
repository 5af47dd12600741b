import type { Bucket } from '../bucket/bucket'
import type { Cloud } from '../cloud/cloud'
import { percentDecode } from '../http/exchange'
import { type OssError, ossError } from './errors'

/** The bucket and key of a request. A request without a bucket is for the service: ListBuckets. */
export interface Address {
  bucket: Bucket | undefined
  /** Decoded; empty for the bucket itself. */
  key: string
}

type Addressed = Pick<Cloud, 'buckets' | 'defaultBucket' | 'region'>

/** These hosts are both a custom domain of the default bucket and an endpoint for path-style requests. */
const OWN_HOSTS = ['localhost', '127.0.0.1']

/**
 * The possible meanings of host and path, the most likely first. On the cloud's own host a path has two meanings:
 * `/bucket/a` is the key `a` in path style, and the key `bucket/a` on the bound domain. The signature, which covers
 * bucket and key, decides.
 * @throws OssError if the host belongs to no bucket
 */
export function addressesOf(host: string | undefined, path: string, cloud: Addressed): Address[] {
  const hostname = (host ?? '').replace(/:\d+$/, '').toLowerCase()
  if (OWN_HOSTS.includes(hostname)) return ownAddresses(path, cloud)
  const bucket = bucketOf(hostname, path, cloud)
  return [{ bucket, key: percentDecode(path.slice(1)) }]
}

function ownAddresses(path: string, { buckets, defaultBucket }: Addressed): Address[] {
  const bound = { bucket: defaultBucket, key: percentDecode(path.slice(1)) }
  const service = path === '/' ? [{ bucket: undefined, key: '' }] : []
  const [, name = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? []
  const bucket = buckets.get(percentDecode(name))
  return bucket ? [{ bucket, key: percentDecode(key) }, bound] : [bound, ...service]
}

/** Undefined for the endpoint itself. */
function bucketOf(hostname: string, path: string, { buckets, region }: Addressed): Bucket | undefined {
  const [, name, endpoint = ''] =
    /^(?:(.*)\.)?(oss-[^.]+\.aliyuncs\.com|[^.]+\.oss\.aliyuncs\.com|localhost)$/.exec(hostname) ?? []
  if (endpoint === '') throw noSuchBucket(hostname)
  if (name === undefined) {
    if (path !== '/') throw secondLevelDomain(hostname)
    return undefined
  }
  if (!/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name)) {
    throw ossError('InvalidBucketName', 'The specified bucket is not valid.', { details: { BucketName: name } })
  }
  const bucket = buckets.get(name)
  if (!bucket) throw noSuchBucket(name)
  if (!ownEndpoints(region).includes(endpoint)) throw wrongEndpoint(name, `oss-${region}.aliyuncs.com`)
  return bucket
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
  return ossError('NoSuchBucket', 'The specified bucket does not exist.', { details: { BucketName: name } })
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
