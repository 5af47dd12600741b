import { type OssError, ossError } from './errors'
import { percentDecode } from './exchange'

/** Stand for a custom domain that is bound to the bucket: the path is the key. */
const BOUND_DOMAINS = ['localhost', '127.0.0.1']

/** The key that a request speaks of; throws when its host is not the bucket's. */
export function keyOf(host: string | undefined, path: string, bucket: string, region: string): string {
  checkHost((host ?? '').replace(/:\d+$/, '').toLowerCase(), bucket, region)
  return percentDecode(path.slice(1))
}

function checkHost(hostname: string, bucket: string, region: string): void {
  if (BOUND_DOMAINS.includes(hostname) || hostname === `${bucket}.localhost`) return
  const [, named, endpoint] = /^(?:([^.]+)\.)?(oss-[^.]+)\.aliyuncs\.com$/.exec(hostname) ?? []
  if (endpoint === undefined) throw noSuchBucket(hostname)
  if (named === undefined) throw secondLevelDomain(hostname)
  if (named !== bucket) throw noSuchBucket(named)
  const own = [`oss-${region}`, `oss-${region}-internal`, 'oss-accelerate', 'oss-accelerate-overseas']
  if (!own.includes(endpoint)) throw wrongEndpoint(named, `oss-${region}.aliyuncs.com`)
}

function noSuchBucket(name: string): OssError {
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
  return ossError('AccessDenied', message, { ec: '0003-00001403', details: { Bucket: bucket, Endpoint: endpoint } })
}
