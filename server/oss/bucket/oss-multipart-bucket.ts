import type OSS from 'ali-oss'
import type { OssCall } from './ali-oss-client'
import type { Initiation, MultipartBucket, StoredPart } from './bucket'
import { objectHeaders } from './object-headers'

/** https://help.aliyun.com/zh/oss/user-guide/multipart-upload */
export const ossMultipartBucket = (call: OssCall): MultipartBucket => ({
  initiate: (initiation) =>
    call(
      async (client) =>
        (await client.initMultipartUpload(initiation.key, { headers: initiateHeaders(initiation) })).uploadId,
    ),
  async listParts(key, uploadId) {
    const parts: StoredPart[] = []
    for (let after = 0; ; ) {
      const page = await call<Page | undefined>((client) => listPage(client, { key, uploadId, after }), {
        NoSuchUpload: undefined,
      })
      if (!page) return undefined
      parts.push(...page.parts)
      if (page.next === undefined) return parts
      after = page.next
    }
  },
  complete: ({ key, uploadId, parts }) =>
    call<'completed' | 'exists' | 'gone' | 'changed'>(
      async (client) => {
        await client.completeMultipartUpload(key, uploadId, [...parts], { headers: COMPLETE_HEADERS })
        return 'completed'
      },
      { FileAlreadyExists: 'exists', NoSuchUpload: 'gone', InvalidPart: 'changed' },
    ),
  abort: (key, uploadId) =>
    call<'aborted' | 'gone'>(
      async (client) => {
        await client.abortMultipartUpload(key, uploadId)
        return 'aborted'
      },
      { NoSuchUpload: 'gone' },
    ),
})

/** InitiateMultipartUpload takes no ACL; CompleteMultipartUpload sets it. */
const initiateHeaders = (initiation: Initiation): Record<string, string> => ({
  ...objectHeaders(initiation),
  'x-oss-forbid-overwrite': 'true',
})

/** https://help.aliyun.com/en/oss/developer-reference/completemultipartupload */
const COMPLETE_HEADERS = { 'x-oss-forbid-overwrite': 'true', 'x-oss-object-acl': 'private' }

interface Page {
  parts: StoredPart[]
  /** Number of the page's last part, if there are more pages. */
  next?: number
}

/** The most that OSS lists in one page. */
const PARTS_PER_PAGE = 1000

interface PageRequest {
  key: string
  uploadId: string
  /** Number of the last part that is listed already, or 0. */
  after: number
}

/**
 * ali-oss gives numbers as texts, and a single part not as a list, because XML does not distinguish them. Its types say
 * otherwise.
 */
async function listPage(client: OSS, { key, uploadId, after }: PageRequest): Promise<Page> {
  const query = { 'max-parts': PARTS_PER_PAGE, ...(after > 0 && { 'part-number-marker': after }) }
  const answer = await client.listParts(key, uploadId, query as OSS.ListPartsQuery)
  const { parts, isTruncated, nextPartNumberMarker } = answer as unknown as Record<string, unknown>
  const page = [parts].flat().map(storedPart)
  return String(isTruncated) === 'true' ? { parts: page, next: Number(nextPartNumberMarker) } : { parts: page }
}

function storedPart(listed: unknown): StoredPart {
  const { PartNumber, Size, ETag, HashCrc64ecma } = Object(listed) as Partial<Record<string, unknown>>
  return { number: Number(PartNumber), size: Number(Size), etag: String(ETag), crc64: String(HashCrc64ecma ?? '') }
}
