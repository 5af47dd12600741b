import OSS from 'ali-oss'
import type { Credentials } from '../../../server/credentials/credentials'
import { type Beginning, type Bucket, MARK_TYPES } from '../../../server/oss/bucket/bucket'
import { objectHeaders } from '../../../server/oss/bucket/object-headers'
import type { BucketOptions } from '../../../server/oss/bucket/oss-call'

/** The bucket's port over ali-oss: a second opinion in tests, and what `bench/backend/oss-client.ts` compares with. */
export function aliOssBucket(options: BucketOptions, credentials: Credentials): Omit<Bucket, 'examine'> {
  const client = ossClient(options, credentials)
  return { ...objects(client), ...multipart(client) }
}

const ossClient = ({ bucket, region, endpoint }: BucketOptions, credentials: Credentials): OSS =>
  new OSS({
    bucket,
    region: `oss-${region}`,
    endpoint,
    cname: true,
    secure: endpoint.startsWith('https:'),
    authorizationV4: true,
    accessKeyId: credentials.accessKeyId,
    accessKeySecret: credentials.accessKeySecret,
    // ali-oss never uses the interval without `refreshSTSToken`, but prints a warning if it is missing.
    ...(credentials.securityToken && { stsToken: credentials.securityToken, refreshSTSTokenInterval: 60_000 }),
  })

async function outcome<T>(work: Promise<T>, outcomes: Readonly<Record<string, T>>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const { code } = error as { code: string }
    if (Object.hasOwn(outcomes, code)) return outcomes[code] as Awaited<T>
    throw error
  }
}

type Objects = Pick<Bucket, 'head' | 'readBeginning' | 'promote' | 'publish' | 'putMark' | 'remove'>

const objects = (client: OSS): Objects => ({
  head: (key) =>
    outcome(
      client.head(key).then(({ res }) => {
        const headers = res.headers as Record<string, string>
        return {
          size: Number(headers['content-length']),
          contentType: headers['content-type'] ?? '',
          contentEncoding: headers['content-encoding'] ?? '',
          objectType: headers['x-oss-object-type'] ?? '',
          storageClass: headers['x-oss-storage-class'] ?? '',
          crc64: headers['x-oss-hash-crc64ecma'] ?? '',
          etag: headers.etag ?? '',
          modifiedAt: Date.parse(headers['last-modified'] ?? ''),
        }
      }),
      { NoSuchKey: undefined },
    ),
  readBeginning: (key, length) =>
    outcome<Beginning | undefined>(
      client
        .get(key, { headers: { Range: `bytes=0-${length - 1}`, 'x-oss-range-behavior': 'standard' } })
        .then(({ content, res }) => ({ bytes: content, etag: (res.headers as Record<string, string>).etag ?? '' })),
      { NoSuchKey: undefined, InvalidRange: undefined },
    ),
  promote: ({ from, to, ifMatch, acl, ...settings }) =>
    outcome<'copied' | 'exists' | 'gone'>(
      client
        .copy(to, from, {
          headers: {
            'x-oss-copy-source-if-match': ifMatch,
            'x-oss-metadata-directive': 'REPLACE',
            'x-oss-tagging-directive': 'Replace',
            'x-oss-object-acl': acl,
            'x-oss-forbid-overwrite': 'true',
            ...objectHeaders(settings),
          },
        })
        .then(() => 'copied'),
      { FileAlreadyExists: 'exists', NoSuchKey: 'gone', PreconditionFailed: 'gone' },
    ),
  publish: (key) =>
    outcome<'published' | 'gone'>(
      client.putACL(key, 'public-read').then(() => 'published'),
      { NoSuchKey: 'gone' },
    ),
  putMark: ({ key, state, overwrite = true }) => {
    const headers = { 'x-oss-object-acl': 'private', 'x-oss-forbid-overwrite': String(!overwrite) }
    const put = client.put(key, Buffer.alloc(0), { mime: MARK_TYPES[state], headers })
    return outcome<undefined>(
      put.then(() => undefined),
      { FileAlreadyExists: undefined },
    )
  },
  async remove(key) {
    await client.delete(key)
  },
})

type Multipart = Pick<Bucket, 'initiate' | 'listParts' | 'complete' | 'abort'>

const FREE_KEY = { 'x-oss-forbid-overwrite': 'true' }

const multipart = (client: OSS): Multipart => ({
  initiate: async ({ key, ...settings }) => {
    const headers = { ...objectHeaders(settings), ...FREE_KEY }
    return (await client.initMultipartUpload(key, { headers })).uploadId
  },
  /** The first page alone. ali-oss gives numbers as texts, and a single part not as a list. */
  listParts: (key, uploadId) =>
    outcome(
      client.listParts(key, uploadId, { 'max-parts': 1000 } as OSS.ListPartsQuery).then(({ parts }) =>
        [parts as unknown].flat().map((part) => {
          const { PartNumber, Size, ETag, HashCrc64ecma } = part as Record<string, string>
          return { number: Number(PartNumber), size: Number(Size), etag: ETag ?? '', crc64: HashCrc64ecma ?? '' }
        }),
      ),
      { NoSuchUpload: undefined },
    ),
  complete: ({ key, uploadId, parts }) =>
    outcome<'completed' | 'exists' | 'gone' | 'changed'>(
      client
        .completeMultipartUpload(key, uploadId, [...parts], { headers: { ...FREE_KEY, 'x-oss-object-acl': 'private' } })
        .then(() => 'completed'),
      { FileAlreadyExists: 'exists', NoSuchUpload: 'gone', InvalidPart: 'changed' },
    ),
  abort: (key, uploadId) =>
    outcome<'aborted' | 'gone'>(
      client.abortMultipartUpload(key, uploadId).then(() => 'aborted'),
      { NoSuchUpload: 'gone' },
    ),
})
