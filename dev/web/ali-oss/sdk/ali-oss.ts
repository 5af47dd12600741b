/** The part of the official browser bundle (`aliyun-oss-sdk.min.js`, a global) that the pages use. */
export interface OssClient {
  put(key: string, file: File): Promise<unknown>
  multipartUpload(key: string, file: File, options: MultipartOptions): Promise<unknown>
  /** Cancels all parts that this client is sending, so each upload needs its own client. It does not cancel a `put`. */
  cancel(): void
  abortMultipartUpload(key: string, uploadId: string): Promise<unknown>
}

export interface MultipartOptions {
  /** Bytes, at least 100 KB. */
  partSize?: number
  parallel?: number
  /** Where to resume. */
  checkpoint?: Checkpoint | undefined
  /** `share` is 0–1. It must return a promise. */
  progress?: (share: number, checkpoint?: Checkpoint | null) => Promise<void>
}

/** What has arrived. It is JSON, except for `file`, which `multipartUpload` sets again. The other members are opaque. */
export interface Checkpoint {
  /** The key. */
  name: string
  uploadId: string
}

export interface OssOptions {
  accessKeyId: string
  accessKeySecret: string
  stsToken: string
  bucket: string
  /** `oss-cn-hangzhou` */
  region: string
  /** The bucket's own domain, used with `cname`. */
  endpoint: string
  cname: true
  secure: boolean
  authorizationV4: true
  /** Milliseconds. ali-oss renews the token on requests after this interval; without a renewing function it only suppresses a warning. */
  refreshSTSTokenInterval: number
}

declare global {
  interface Window {
    OSS: new (options: OssOptions) => OssClient
  }
}
