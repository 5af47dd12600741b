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
  /** Region ID, `cn-hangzhou`; `oss-cn-hangzhou` is accepted. Default: the region that the endpoint names. */
  region?: string
  /**
   * The bucket's own domain, or the endpoint of the service, with or without a scheme. It must be public, because phones
   * do not reach internal ones. Default: `https://<bucket>.oss-<region>.aliyuncs.com`.
   */
  endpoint?: string
  /** The beginning of every key. Default none. */
  prefix?: string
}

/** `/a/b` → `a/b/`; '' stays ''. */
export const asPrefix = (prefix: string): string => prefix.replace(/^\/+|\/+$/g, '').replace(/.$/, '$&/')
