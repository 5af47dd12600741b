import type { CdnConfig } from './cdn-config'

/** Everything that the backend has to know. A plain record, so tests and the local cloud can write it directly. */
export interface Config {
  /** For a server of its own, such as `server/main.ts`. */
  port: number
  /** Address where OSS reaches this backend. Without it there is no callback, and clients call `complete`. */
  publicUrl?: string
  oss: BucketConfig & {
    /** Beginning of every key in every bucket, without slashes around it. */
    prefix: string
  }
  /** Private files get URLs of this CDN, where its signature allows it. */
  cdn?: CdnConfig
  /** Further buckets, by the names that routes give them: `{ public: … }`. Default: none. */
  buckets?: Readonly<Record<string, BucketConfig>>
  /** Without it the keys of `source` sign, with all their rights. */
  sts?: {
    roleArn: string
    /** A URL. Default: STS of the bucket's region. */
    endpoint?: string
  }
  /**
   * The long-lived key. With `sts` it only calls STS. If it is absent, the default credential chain of Alibaba Cloud
   * finds one.
   */
  source?: { accessKeyId: string; accessKeySecret: string }
  /**
   * Whether each part's Content-Length is signed, so that OSS refuses a longer part. Default true. If it is false,
   * fewer parts are signed at a time, and the backend checks the sizes of the arrived parts before it signs more.
   */
  partLengthSigned?: boolean
  secrets: {
    /** The first secret signs, all of them verify. */
    session: readonly string[]
    /** Turns users into folders. Must never change. */
    key: string
  }
  /** A level of pino. Default `info`. */
  logLevel?: string
}

/** Where a bucket is. */
export interface BucketConfig {
  bucket: string
  /** `cn-hangzhou`. */
  region: string
  /** URL that this backend calls. Its host names the bucket, like the host of a custom domain. */
  endpoint: string
  /** URL that clients post to and read from, without a path. */
  domain: string
}
