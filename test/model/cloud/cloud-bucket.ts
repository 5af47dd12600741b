/** The backend's bucket without sockets: the product signs every call, and the local cloud verifies it. */
import { type CloudAnswer, EMPTY, type Reply } from '../../../dev/local-cloud/http/exchange'
import { childrenOf, childText, parseXml, type XmlElement } from '../../../dev/local-cloud/http/parse-xml'
import { type Presignable, presignUrl } from '../../../miniprogram/uploader/oss-v4/presign'
import { formatDate } from '../../../miniprogram/uploader/oss-v4/signing-scope'
import type { CredentialSource } from '../../../server/credentials/credentials'
import { Fault } from '../../../server/faults/fault'
import { type Beginning, type Bucket, MARK_TYPES, type StoredObject } from '../../../server/oss/bucket/bucket'
import { nodePrimitives } from '../../../server/oss/signing/node-primitives'
import { BUCKET, OSS_URL, REGION } from './open-cloud'

export interface OssRequest {
  method: string
  target: string
  headers: Record<string, string>
  body: AsyncIterable<Uint8Array>
}

export interface CloudBucketOptions {
  /** Sends a request to OSS. */
  oss(request: OssRequest): Promise<Reply>
  credentials: CredentialSource
  now(): number
}

interface Call {
  method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'
  key: string
  query?: Record<string, string>
  headers?: Record<string, string>
  body?: string
}

interface OssAnswer extends CloudAnswer {
  text: string
}

/** An OSS error whose code is in `outcomes` becomes that outcome; any other is `cloud-unavailable`, as with ali-oss. */
function caller({ oss, credentials, now }: CloudBucketOptions) {
  return async <T>(request: Call, outcome: (done: OssAnswer) => T, outcomes: Record<string, T> = {}): Promise<T> => {
    const { method, key, query = {}, headers = {}, body = '' } = request
    const keys = await credentials('manage')
    // `presignUrl` can sign any method, but its type allows only those that clients may use.
    const presignable = { method, bucket: BUCKET, key, query, headers, expiresSeconds: 60 } as unknown as Presignable
    const scope = { date: formatDate(now()), region: REGION }
    const url = new URL(presignUrl(OSS_URL, presignable, keys, scope, nodePrimitives))
    const length: Record<string, string> =
      method === 'PUT' || method === 'POST' ? { 'content-length': String(Buffer.byteLength(body)) } : {}
    const reply = await oss({
      method,
      target: url.pathname + url.search,
      headers: { host: new URL(OSS_URL).host, ...headers, ...length },
      body: once(Buffer.from(body)),
    })
    if (reply === 'reset') throw new Fault('cloud-unavailable')
    const text = await textOf(reply)
    if (reply.status < 300) return outcome({ ...reply, text })
    const code = errorCode(reply, text)
    if (Object.hasOwn(outcomes, code)) return outcomes[code] as T
    throw new Fault('cloud-unavailable', undefined, new Error(`${method} ${key}: ${reply.status} ${code}`))
  }
}

export function cloudBucket(options: CloudBucketOptions): Bucket {
  const call = caller(options)
  return {
    examine: async () => undefined,
    head: (key) => call<StoredObject | undefined>({ method: 'HEAD', key }, storedObject, { NoSuchKey: undefined }),
    readBeginning: (key, length) =>
      call<Beginning | undefined>(
        { method: 'GET', key, headers: { range: `bytes=0-${length - 1}`, 'x-oss-range-behavior': 'standard' } },
        (done) => ({ bytes: Buffer.from(done.text, 'latin1'), etag: storedObject(done).etag }),
        { NoSuchKey: undefined, InvalidRange: undefined },
      ),
    promote: ({ from, to, ifMatch, contentType, contentDisposition, acl }) =>
      call<'copied' | 'exists' | 'gone'>(
        {
          method: 'PUT',
          key: to,
          headers: {
            'x-oss-copy-source': `/${BUCKET}/${from}`,
            'x-oss-copy-source-if-match': ifMatch,
            'x-oss-metadata-directive': 'REPLACE',
            'x-oss-object-acl': acl,
            'x-oss-forbid-overwrite': 'true',
            'content-type': contentType,
            ...(contentDisposition && { 'content-disposition': contentDisposition }),
          },
        },
        () => 'copied',
        { FileAlreadyExists: 'exists', NoSuchKey: 'gone', PreconditionFailed: 'gone' },
      ),
    publish: (key) =>
      call<'published' | 'gone'>(
        { method: 'PUT', key, query: { acl: '' }, headers: { 'x-oss-object-acl': 'public-read' } },
        () => 'published',
        { NoSuchKey: 'gone' },
      ),
    putMark: ({ key, state, overwrite = true }) =>
      call<undefined>(
        {
          method: 'PUT',
          key,
          headers: {
            'content-type': MARK_TYPES[state],
            'x-oss-object-acl': 'private',
            'x-oss-forbid-overwrite': String(!overwrite),
          },
        },
        () => undefined,
        { FileAlreadyExists: undefined },
      ),
    remove: (key) => call({ method: 'DELETE', key }, () => undefined),
    initiate: ({ key, contentType }) =>
      call(
        {
          method: 'POST',
          key,
          query: { uploads: '' },
          headers: { 'content-type': contentType, 'x-oss-forbid-overwrite': 'true' },
        },
        ({ text }) => childText(xml(text), 'UploadId') ?? '',
      ),
    async listParts(key, uploadId) {
      const query = { uploadId, 'max-parts': '1000' }
      return call({ method: 'GET', key, query }, ({ text }) => childrenOf(xml(text), 'Part').map(storedPart), {
        NoSuchUpload: undefined,
      })
    },
    complete: ({ key, uploadId, parts }) =>
      call<'completed' | 'exists' | 'gone' | 'changed'>(
        {
          method: 'POST',
          key,
          query: { uploadId },
          headers: { 'x-oss-forbid-overwrite': 'true', 'x-oss-object-acl': 'private' },
          body: partList(parts),
        },
        () => 'completed',
        { FileAlreadyExists: 'exists', NoSuchUpload: 'gone', InvalidPart: 'changed' },
      ),
    abort: (key, uploadId) =>
      call<'aborted' | 'gone'>({ method: 'DELETE', key, query: { uploadId } }, () => 'aborted', {
        NoSuchUpload: 'gone',
      }),
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes
}

/** Keeps every byte, because the answer to a GET is a file. */
async function textOf({ body }: CloudAnswer): Promise<string> {
  if (body === EMPTY) return ''
  const chunks: Uint8Array[] = []
  if (body instanceof Uint8Array) chunks.push(body)
  else for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks).toString('latin1')
}

function errorCode({ headers }: CloudAnswer, text: string): string {
  const inHeader = Object.entries(headers).find(([name]) => name.toLowerCase() === 'x-oss-err')?.[1] ?? ''
  return /<Code>(.*?)<\/Code>/.exec(text || Buffer.from(inHeader, 'base64').toString())?.[1] ?? ''
}

function xml(text: string): XmlElement {
  const root = parseXml(text)
  if (!root) throw new Error(`OSS answered no XML: ${text}`)
  return root
}

function storedObject({ headers }: CloudAnswer): StoredObject {
  const byName = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  const header = (name: string): string => byName.get(name) ?? ''
  return {
    size: Number(header('content-length')),
    contentType: header('content-type'),
    contentEncoding: header('content-encoding'),
    objectType: header('x-oss-object-type'),
    storageClass: header('x-oss-storage-class'),
    crc64: header('x-oss-hash-crc64ecma'),
    etag: header('etag'),
    modifiedAt: Date.parse(header('last-modified')),
  }
}

const storedPart = (part: XmlElement) => ({
  number: Number(childText(part, 'PartNumber')),
  size: Number(childText(part, 'Size')),
  etag: childText(part, 'ETag') ?? '',
  crc64: childText(part, 'HashCrc64ecma') ?? '',
})

const partList = (parts: readonly { number: number; etag: string }[]): string =>
  `<CompleteMultipartUpload>${parts
    .map(({ number, etag }) => `<Part><PartNumber>${number}</PartNumber><ETag>${etag}</ETag></Part>`)
    .join('')}</CompleteMultipartUpload>`
