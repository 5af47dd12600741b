import { createHash } from 'node:crypto'
import { childrenOf, childText, element, parseXml, type XmlElement, xmlDocument } from '../xml'
import type { Assembly, Initiation, MultipartBucket, StoredPart } from './bucket'
import { objectHeaders } from './object-headers'
import type { OssCall } from './oss-call'

/** https://help.aliyun.com/zh/oss/user-guide/multipart-upload */
export const ossMultipartBucket = (call: OssCall): MultipartBucket => ({
  initiate: (initiation) =>
    call(
      { method: 'POST', key: initiation.key, query: { uploads: '' }, headers: initiateHeaders(initiation) },
      { of: ({ body }) => requiredText(rootOf(body, 'InitiateMultipartUploadResult'), 'UploadId') },
    ),
  async listParts(key, uploadId) {
    const parts: StoredPart[] = []
    for (let after = 0; ; ) {
      const page = await listPage(call, { key, uploadId, after })
      if (!page) return undefined
      parts.push(...page.parts)
      if (page.next === undefined) return parts
      after = page.next
    }
  },
  complete: (assembly) =>
    call<'completed' | 'exists' | 'gone' | 'changed'>(completion(assembly), {
      of: () => 'completed',
      errors: { FileAlreadyExists: 'exists', NoSuchUpload: 'gone', InvalidPart: 'changed' },
    }),
  abort: (key, uploadId) =>
    call<'aborted' | 'gone'>(
      { method: 'DELETE', key, query: { uploadId } },
      { of: () => 'aborted', errors: { NoSuchUpload: 'gone' } },
    ),
})

/** InitiateMultipartUpload takes no ACL; CompleteMultipartUpload sets it. */
const initiateHeaders = (initiation: Initiation): Record<string, string> => ({
  ...objectHeaders(initiation),
  'x-oss-forbid-overwrite': 'true',
})

/** OSS needs longer the more parts there are: 10,000 are allowed. */
const COMPLETE_DEADLINE_MS = 60_000

/** https://help.aliyun.com/en/oss/developer-reference/completemultipartupload */
function completion({ key, uploadId, parts }: Assembly) {
  const listed = parts.map(({ number, etag }) =>
    element('Part', [element('PartNumber', String(number)), element('ETag', etag)]),
  )
  const body = xmlDocument(element('CompleteMultipartUpload', listed))
  const headers = {
    'content-type': 'application/xml',
    'content-md5': createHash('md5').update(body).digest('base64'),
    'x-oss-forbid-overwrite': 'true',
    'x-oss-object-acl': 'private',
  }
  return { method: 'POST', key, query: { uploadId }, headers, body, deadlineMs: COMPLETE_DEADLINE_MS } as const
}

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

const listPage = (call: OssCall, { key, uploadId, after }: PageRequest): Promise<Page | undefined> => {
  const marker = after > 0 && { 'part-number-marker': String(after) }
  const query = { uploadId, 'max-parts': String(PARTS_PER_PAGE), ...marker }
  return call<Page | undefined>(
    { method: 'GET', key, query },
    { of: ({ body }) => readPage(rootOf(body, 'ListPartsResult')), errors: { NoSuchUpload: undefined } },
  )
}

function readPage(root: XmlElement): Page {
  const parts = childrenOf(root, 'Part').map(storedPart)
  if (requiredText(root, 'IsTruncated') !== 'true') return { parts }
  return { parts, next: Number(requiredText(root, 'NextPartNumberMarker')) }
}

const storedPart = (part: XmlElement): StoredPart => ({
  number: Number(requiredText(part, 'PartNumber')),
  size: Number(requiredText(part, 'Size')),
  etag: requiredText(part, 'ETag'),
  crc64: childText(part, 'HashCrc64ecma'),
})

/** @throws Error if the answer is not what OSS documents: then something else has answered. */
function rootOf(body: Buffer, name: string): XmlElement {
  const root = parseXml(body.toString('utf8').trim())
  if (root?.name !== name)
    throw new Error(`expected <${name}> from OSS, got ${JSON.stringify(body.toString('utf8', 0, 80))}`)
  return root
}

function requiredText(parent: XmlElement, name: string): string {
  const text = childText(parent, name)
  if (!text) throw new Error(`expected <${name}> in OSS's <${parent.name}>`)
  return text
}
