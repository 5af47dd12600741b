/** The objects of one bucket, and the one file that knows ali-oss. */
import OSS from 'ali-oss'
import type { Dimensions } from '../content/dimensions'
import type { CredentialSource, Credentials } from '../credentials/credentials'
import { cloudFault } from './cloud-fault'

export interface StoredObject {
  /** Bytes. */
  size: number
  contentType: string
  /** Empty, unless somebody sent it along. */
  contentEncoding: string
  /** `Normal`, `Multipart`, `Appendable` or `Symlink`. */
  objectType: string
  /** `Standard`, `IA`, `Archive`, … */
  storageClass: string
  /** CRC-64/XZ, an unsigned decimal. */
  crc64: string
  etag: string
  /** Of a promoted picture. */
  dimensions?: Dimensions
}

export interface Promotion {
  from: string
  /** Copies only what was looked at: the ETag that `head` gave. */
  ifMatch: string
  to: string
  contentType: string
  contentDisposition?: string
  acl: 'private' | 'public-read'
  /** Kept with the object, so that whoever asks again need not look into it again. */
  dimensions?: Dimensions
}

/** Each rejects with a Fault: `cloud-unavailable`, `server-misconfigured`. */
export interface Bucket {
  head(key: string): Promise<StoredObject | undefined>
  /** Its first `length` bytes, which it must have; undefined when it is not there any more, or another one. */
  readHead(key: string, length: number, ifMatch: string): Promise<Uint8Array | undefined>
  /** `exists`: the target was there already, and stays as it is. `gone`: the source is not there, or another one. */
  promote(promotion: Promotion): Promise<'copied' | 'exists' | 'gone'>
  /** Not there is fine. */
  remove(key: string): Promise<void>
}

export interface BucketOptions {
  bucket: string
  region: string
  /** A URL whose host stands for the bucket. */
  endpoint: string
}

const TIMEOUT_MS = 10_000

export function ossBucket(options: BucketOptions, credentials: CredentialSource): Bucket {
  const clientFor = rememberClient(options)
  const withClient = async <T>(call: (client: OSS) => Promise<T>): Promise<T> =>
    call(clientFor(await credentials('manage')))

  return {
    head: (key) =>
      withClient(async (client) => storedObject((await client.head(key)).res.headers)).catch((error: unknown) => {
        if (codeOf(error) === 'NoSuchKey') return undefined
        throw cloudFault(error)
      }),
    readHead: (key, length, ifMatch) =>
      withClient(async (client) => {
        // Never past the end: OSS would answer with the whole object.
        const headers = { Range: `bytes=0-${length - 1}`, 'If-Match': ifMatch }
        const { content } = await client.get(key, { headers })
        return new Uint8Array(content as Buffer)
      }).catch((error: unknown) => {
        if (COPY_OUTCOMES[codeOf(error)] === 'gone') return undefined
        throw cloudFault(error)
      }),
    promote: (promotion) =>
      withClient(async (client) => {
        await client.copy(promotion.to, promotion.from, { headers: copyHeaders(promotion) })
        return 'copied' as const
      }).catch((error: unknown) => {
        const outcome = COPY_OUTCOMES[codeOf(error)]
        if (outcome) return outcome
        throw cloudFault(error)
      }),
    remove: (key) =>
      withClient(async (client) => {
        await client.delete(key)
      }).catch((error: unknown) => {
        throw cloudFault(error)
      }),
  }
}

const COPY_OUTCOMES: Readonly<Record<string, 'exists' | 'gone'>> = {
  FileAlreadyExists: 'exists',
  NoSuchKey: 'gone',
  PreconditionFailed: 'gone',
}

/** https://help.aliyun.com/en/oss/developer-reference/copyobject (ali-oss repeats each as x-oss-copy-source-…: ignored) */
const copyHeaders = (promotion: Promotion): Record<string, string> => ({
  'x-oss-copy-source-if-match': promotion.ifMatch,
  'x-oss-metadata-directive': 'REPLACE',
  // Tags would be copied else, and whoever uploads might have set some.
  'x-oss-tagging-directive': 'Replace',
  'x-oss-object-acl': promotion.acl,
  'x-oss-forbid-overwrite': 'true',
  'Content-Type': promotion.contentType,
  ...(promotion.dimensions && {
    'x-oss-meta-width': String(promotion.dimensions.width),
    'x-oss-meta-height': String(promotion.dimensions.height),
  }),
  ...(promotion.contentDisposition && { 'Content-Disposition': promotion.contentDisposition }),
})

/** A client holds its credentials, so a renewed session gets a new one; sockets are shared by all of them. */
function rememberClient(options: BucketOptions): (credentials: Credentials) => OSS {
  let known: { credentials: Credentials; client: OSS } | undefined
  return (credentials) => {
    if (known?.credentials !== credentials) known = { credentials, client: ossClient(options, credentials) }
    return known.client
  }
}

const ossClient = ({ bucket, region, endpoint }: BucketOptions, credentials: Credentials): OSS =>
  new OSS({
    bucket,
    region: `oss-${region}`,
    endpoint,
    cname: true,
    secure: endpoint.startsWith('https:'),
    authorizationV4: true,
    timeout: TIMEOUT_MS,
    accessKeyId: credentials.accessKeyId,
    accessKeySecret: credentials.accessKeySecret,
    ...(credentials.securityToken && {
      stsToken: credentials.securityToken,
      // Keeps ali-oss from advising it on the console. Without `refreshSTSToken` it is never used.
      refreshSTSTokenInterval: 60_000,
    }),
  })

function storedObject(headers: object): StoredObject {
  const header = (name: string): string => String((headers as Record<string, unknown>)[name] ?? '')
  return {
    size: Number(header('content-length')),
    contentType: header('content-type'),
    contentEncoding: header('content-encoding'),
    objectType: header('x-oss-object-type'),
    storageClass: header('x-oss-storage-class'),
    crc64: header('x-oss-hash-crc64ecma'),
    etag: header('etag'),
    ...dimensionsIn(Number(header('x-oss-meta-width')), Number(header('x-oss-meta-height'))),
  }
}

const dimensionsIn = (width: number, height: number): Pick<StoredObject, 'dimensions'> =>
  width > 0 && height > 0 ? { dimensions: { width, height } } : {}

const codeOf = (error: unknown): string => String((Object(error) as { code?: unknown }).code ?? '')
