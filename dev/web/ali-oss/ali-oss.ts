/** As much of the official browser bundle (`aliyun-oss-sdk.min.js`, a global) as the pages use. */
export interface OssClient {
  put(key: string, file: File): Promise<unknown>
  multipartUpload(key: string, file: File, options: MultipartOptions): Promise<unknown>
  /** Of all parts that this client is sending, so each upload has a client of its own. It does not end a `put`. */
  cancel(): void
  abortMultipartUpload(key: string, uploadId: string): Promise<unknown>
}

export interface MultipartOptions {
  /** Bytes, at least 100 KB. */
  partSize?: number
  parallel?: number
  /** To go on from. */
  checkpoint?: Checkpoint | undefined
  /** `share`: 0–1. It has to answer a promise. */
  progress?: (share: number, checkpoint?: Checkpoint | null) => Promise<void>
}

/** What has arrived: JSON, but for the `file`, which `multipartUpload` puts in again. The rest of it is opaque. */
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
  /** Of the bucket itself, with `cname`. */
  endpoint: string
  cname: true
  secure: boolean
  authorizationV4: true
  /** Renews them by itself, on requests that begin after the interval. Without the function: only silences advice. */
  refreshSTSTokenInterval: number
}

declare global {
  interface Window {
    OSS: new (options: OssOptions) => OssClient
  }
}
