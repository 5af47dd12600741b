/** STS credentials and the bucket they are for: see `read-sts-answer.ts`. */
export interface StsCredentials {
  accessKeyId: string
  accessKeySecret: string
  securityToken: string
  /** Seconds from the arrival of the answer. */
  expiresIn: number
  bucket: string
  /** Region ID, `cn-hangzhou`. */
  region: string
  /** The bucket's own domain: `https://files.example.com`, without a slash at the end. */
  endpoint: string
  /** The beginning of every key; '' or ending with a slash. */
  prefix: string
  /** When the server answered, by its own clock: an HTTP date. Absent if the app does not pass it on. */
  date?: string
}

/** The bucket, as far as the app knows it. It overrides what the backend's answer says. */
export interface BucketPlace {
  bucket?: string
  /** Region ID, `cn-hangzhou`; `oss-cn-hangzhou` is accepted. */
  region?: string
  /** The bucket's own domain, with its scheme. Default: `https://<bucket>.oss-<region>.aliyuncs.com`. */
  endpoint?: string
  /** The beginning of every key. Default none. */
  prefix?: string
}

/** ali-oss takes `oss-cn-hangzhou` for a region, but that is the name of an endpoint. */
export const regionId = (region: string): string => region.replace(/^oss-/, '')

/** ali-oss also takes the endpoint of the service, which does not contain the bucket. */
export function bucketOrigin(endpoint: string | undefined, bucket: string, region: string): string {
  if (!endpoint) return `https://${bucket}.oss-${region}.aliyuncs.com`
  const [, scheme = 'https', host = ''] = /^(?:(https?):\/\/)?(.*?)\/*$/.exec(endpoint) ?? []
  return /^oss-[\w-]+\.aliyuncs\.com$/.test(host) ? `${scheme}://${bucket}.${host}` : `${scheme}://${host}`
}

/** `/a/b` → `a/b/`; '' stays ''. */
export const asPrefix = (prefix: string): string => prefix.replace(/^\/+|\/+$/g, '').replace(/.$/, '$&/')
