import OSS from 'ali-oss'
import type { LocalCloud } from '../../../dev/local-cloud'
import type { Credentials } from '../../../dev/local-cloud/auth/key-ring'

/** What is missing or wrong in the types of ali-oss. */
export interface Untyped {
  signatureUrlV4(method: string, expires: number, request: object, name: string, additional?: string[]): Promise<string>
  signatureUrl(name: string, options?: object): string
  listV2(query: object, options?: object): Promise<Listed>
  list(query: object, options?: object): Promise<Listed & { nextMarker: string | null }>
  listParts(name: string, uploadId: string, query?: object): Promise<{ parts: unknown; isTruncated: string }>
  listUploads(query: object): Promise<{ uploads: { name: string; uploadId: string }[]; isTruncated: boolean }>
  uploadPart(
    name: string,
    id: string,
    number: number,
    file: unknown,
    start: number,
    end: number,
  ): Promise<{ etag: string }>
  uploadPartCopy(name: string, id: string, number: number, range: string, source: object): Promise<{ etag: string }>
  initMultipartUpload(name: string, options?: object): Promise<{ uploadId: string }>
  completeMultipartUpload(
    name: string,
    id: string,
    parts: { number: number; etag: string }[],
    options?: object,
  ): Promise<Done>
  abortMultipartUpload(name: string, uploadId: string): Promise<unknown>
  multipartUpload(name: string, file: unknown, options?: object): Promise<Done>
  multipartUploadCopy(name: string, source: object, options?: object): Promise<Done>
  cancel(): void
  isCancel(): boolean
  resetCancelFlag(): void
  putBucketCORS(name: string, rules: object[]): Promise<unknown>
  getBucketCORS(name: string): Promise<{ rules: object[] }>
  deleteBucketCORS(name: string): Promise<unknown>
  putBucketLifecycle(name: string, rules: object[]): Promise<unknown>
  getBucketLifecycle(name: string): Promise<{ rules: object[] | null }>
  deleteBucketLifecycle(name: string): Promise<unknown>
  getBucketInfo(name: string): Promise<{ bucket: Record<string, unknown> }>
  getBucketLocation(name: string): Promise<{ location: string }>
  getObjectMeta(name: string): Promise<{ res: { headers: Record<string, string> } }>
  put(name: string, file: unknown, options?: object): Promise<OSS.PutObjectResult & { data?: unknown }>
  putStream(name: string, stream: unknown, options?: object): Promise<{ res: { status: number } }>
  calculatePostSignature(policy: object | string): { OSSAccessKeyId: string; Signature: string; policy: string }
}

export interface Listed {
  objects: { name: string; size: number; etag: string; type: string }[]
  prefixes: string[] | null
  isTruncated: boolean
  nextContinuationToken?: string | null
  keyCount?: number
}

export interface Done {
  etag: string
  res: { status: number; headers: Record<string, string> }
  data?: unknown
}

export type Client = Omit<OSS, keyof Untyped> & Untyped

/** Setups of the client that users of OSS have. */
export const SETUPS = [
  { name: 'V4 on a custom domain', v4: true, address: 'cname' },
  { name: 'V1 on a custom domain', v4: false, address: 'cname' },
  { name: 'V4 in path style', v4: true, address: 'path' },
  { name: 'V1 in path style', v4: false, address: 'path' },
  { name: 'V4 at an IP address', v4: true, address: 'ip' },
  { name: 'V1 at an IP address', v4: false, address: 'ip' },
] as const
export type Setup = (typeof SETUPS)[number]

/** The unmodified official client. */
export function ossClient(
  { ossUrl, bucket }: LocalCloud,
  keys: Credentials,
  { v4, address }: Setup,
  name = bucket,
): Client {
  const endpoint = address === 'ip' ? ossUrl.replace('localhost', '127.0.0.1') : ossUrl
  const options = {
    accessKeyId: keys.accessKeyId,
    accessKeySecret: keys.accessKeySecret,
    ...(keys.securityToken && {
      stsToken: keys.securityToken,
      refreshSTSToken: async () => ({ ...keys, stsToken: keys.securityToken }),
      refreshSTSTokenInterval: 3_600_000,
    }),
    bucket: name,
    region: 'oss-cn-hangzhou',
    endpoint,
    cname: address === 'cname',
    sldEnable: address === 'path',
    authorizationV4: v4,
  }
  return new OSS(options as OSS.Options) as unknown as Client
}

/** The official client of the RAM user that `npm run cloud` prints, with the types of ali-oss. */
export const userClient = ({ ossUser, bucket, ossUrl }: LocalCloud): OSS =>
  new OSS({ ...ossUser, bucket, endpoint: ossUrl, cname: true } as unknown as OSS.Options)
