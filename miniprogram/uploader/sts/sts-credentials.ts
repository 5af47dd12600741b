import { encodePath } from './encoding'

/** What `createStsUploader` works with, read from whatever the app's backend answers: see `read-sts-answer.ts`. */
export interface StsCredentials {
  accessKeyId: string
  accessKeySecret: string
  securityToken: string
  /** Seconds from when the answer came. */
  expiresIn: number
  bucket: string
  /** Region ID, `cn-hangzhou`. */
  region: string
  /** Under which the bucket itself is addressed: `https://files.example.com`, without a slash at the end. */
  endpoint: string
  /** What every key begins with; '' or ending with a slash. */
  prefix: string
  /** When the server answered, by its own clock: an HTTP date. Absent where the app does not tell. */
  date?: string
}

/** What the app knows and its backend does not say. It goes before what the backend says. */
export interface BucketPlace {
  bucket?: string
  /** Region ID, `cn-hangzhou`; `oss-cn-hangzhou` is understood. */
  region?: string
  /** The bucket's own domain, scheme included. Default: `https://<bucket>.oss-<region>.aliyuncs.com`. */
  endpoint?: string
  /** What every key begins with. Default none. */
  prefix?: string
}

/** `oss-cn-hangzhou`, which ali-oss calls a region, is an endpoint's name. */
export const regionId = (region: string): string => region.replace(/^oss-/, '')

/** A service's endpoint, which ali-oss takes too, names no bucket. */
export function bucketOrigin(endpoint: string | undefined, bucket: string, region: string): string {
  if (!endpoint) return `https://${bucket}.oss-${region}.aliyuncs.com`
  const [, scheme = 'https', host = ''] = /^(?:(https?):\/\/)?(.*?)\/*$/.exec(endpoint) ?? []
  return /^oss-[\w-]+\.aliyuncs\.com$/.test(host) ? `${scheme}://${bucket}.${host}` : `${scheme}://${host}`
}

export const asPrefix = (prefix: string): string => prefix.replace(/^\/+|\/+$/g, '').replace(/.$/, '$&/')

export const objectUrl = (origin: string, key: string): string => `${origin}/${encodePath(key)}`
