/** Where a bucket is, read from what people write for it. */

import { shown } from '../../core/backend/shown'
import type { BucketPlace } from './sts-credentials'

/** The region of an endpoint of the service or of a bucket, and whether only Alibaba Cloud's own machines reach it. */
interface EndpointFacts {
  /** Region ID, `cn-hangzhou`. Undefined for other domains, and for transfer acceleration, which has no region. */
  region?: string
  /** The bucket that the endpoint names. */
  bucket?: string
  isInternal: boolean
  isAccelerated: boolean
}

const HOST = /^(?:([a-z0-9][a-z0-9-]*)\.)?(vpc100-)?oss-([a-z0-9-]+)\.aliyuncs\.com$/
const DUAL_STACK = /^(?:([a-z0-9][a-z0-9-]*)\.)?([a-z]{2}-[a-z0-9-]+)\.oss\.aliyuncs\.com$/

/** https://help.aliyun.com/zh/oss/user-guide/regions-and-endpoints */
export function endpointFacts(endpoint: string): EndpointFacts {
  const host = hostOf(endpoint)
  const dual = DUAL_STACK.exec(host)
  const [, bucket = dual?.[1], vpc, name = dual?.[2] ?? ''] = HOST.exec(host) ?? []
  const isAccelerated = name.startsWith('accelerate')
  const region = name.replace(/-(internal|pub)$/, '')
  return {
    ...(region && !isAccelerated ? { region } : {}),
    ...(bucket ? { bucket } : {}),
    isInternal: vpc !== undefined || name.endsWith('-internal'),
    isAccelerated,
  }
}

/** `https://oss-cn-hangzhou.aliyuncs.com/` → `oss-cn-hangzhou.aliyuncs.com` */
const hostOf = (endpoint: string): string =>
  endpoint
    .replace(/^\w+:\/\//, '')
    .replace(/[/:].*$/, '')
    .toLowerCase()

/**
 * The region ID in what people write for a region: `cn-hangzhou`, `oss-cn-hangzhou` as ali-oss takes it, or a whole
 * endpoint. Undefined if it is none of these.
 */
export function regionId(region: string): string | undefined {
  const named = region.trim().toLowerCase()
  const id = endpointFacts(named).region ?? named.replace(/^oss-/, '').replace(/-internal$/, '')
  return /^[a-z]{2}(-[a-z0-9]+)+$/.test(id) && !id.startsWith('accelerate') ? id : undefined
}

/**
 * The bucket's own domain, with its scheme. ali-oss also takes the endpoint of the service, which does not contain the
 * bucket.
 */
export function bucketOrigin(endpoint: string | undefined, bucket: string, region: string): string {
  if (!endpoint) return `https://${bucket}.oss-${region}.aliyuncs.com`
  const [, scheme = 'https', host = ''] = /^(?:(https?):\/\/)?(.*?)\/*$/.exec(endpoint.trim()) ?? []
  const { region: own, isAccelerated, bucket: named } = endpointFacts(host)
  return named === undefined && (own || isAccelerated) ? `${scheme}://${bucket}.${host}` : `${scheme}://${host}`
}

/**
 * Says in one sentence what is wrong with a place, as far as it is given; undefined if nothing is. Otherwise it would
 * make a host that does not exist, or signatures that OSS refuses.
 */
export function placeProblem({ bucket, region, endpoint }: BucketPlace): string | undefined {
  if (region && !regionId(region)) return `region: expected a region ID such as cn-hangzhou, got ${shown(region)}`
  if (!endpoint) return undefined
  if (!/^(https?:\/\/)?[\w.-]+(:\d+)?\/*$/i.test(endpoint.trim())) {
    return `endpoint: expected a domain such as https://files.example.com, got ${shown(endpoint)}`
  }
  const facts = endpointFacts(endpoint)
  if (facts.isInternal) {
    return `endpoint: ${endpoint} can be reached only inside Alibaba Cloud; use the public one, without -internal`
  }
  if (region && facts.region && regionId(region) !== facts.region) {
    return `region: got ${region}, but the endpoint ${endpoint} is in ${facts.region}`
  }
  if (bucket && facts.bucket && bucket !== facts.bucket) {
    return `bucket: got ${bucket}, but the endpoint ${endpoint} is of ${facts.bucket}`
  }
  return undefined
}
