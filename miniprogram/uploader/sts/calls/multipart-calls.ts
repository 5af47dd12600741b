/**
 * All calls of a multipart upload but UploadPart, which the engine sends.
 * https://help.aliyun.com/zh/oss/user-guide/multipart-upload
 */

import { asUploadError, UploadError } from '../../core/errors'
import type { Headers, HttpAnswer, Signal } from '../../core/ports'
import { type CallOss, ossCode } from './call-oss'
import { elements, textOf } from './xml'

/** A part that OSS has stored. */
export interface OssPart {
  number: number
  /** Bytes. */
  size: number
  etag: string
  /** A decimal. */
  crc64: string
}

/** Resolves to the id of the new upload. */
export async function initiate(key: string, headers: Headers, call: CallOss, signal: Signal): Promise<string> {
  const { text, status } = await call(
    { method: 'POST', key, query: { uploads: '' }, headers: { ...headers, 'x-oss-forbid-overwrite': 'true' } },
    signal,
  )
  const uploadId = textOf(text, 'UploadId')
  if (uploadId) return uploadId
  throw new UploadError('oss-refused', { params: { oss: 'no UploadId', status, ossRequestId: '' } })
}

const PARTS_PER_PAGE = 1000

/** All stored parts, ascending by number. Undefined if OSS does not know the upload: it was completed or aborted. */
export async function listParts(
  key: string,
  uploadId: string,
  call: CallOss,
  signal: Signal,
): Promise<OssPart[] | undefined> {
  const parts: OssPart[] = []
  let marker = '0'
  for (;;) {
    const query = { uploadId, 'max-parts': String(PARTS_PER_PAGE), 'part-number-marker': marker }
    const page = await unlessGone(call({ method: 'GET', key, query }, signal))
    if (!page) return undefined
    parts.push(...elements(page.text, 'Part').map(readPart))
    const next = textOf(page.text, 'NextPartNumberMarker')
    if (textOf(page.text, 'IsTruncated') !== 'true' || Number(next) <= Number(marker)) return parts
    marker = next
  }
}

const readPart = (xml: string): OssPart => ({
  number: Number(textOf(xml, 'PartNumber')),
  size: Number(textOf(xml, 'Size')),
  etag: textOf(xml, 'ETag'),
  crc64: textOf(xml, 'HashCrc64ecma'),
})

/** Makes an object of exactly these parts. Resolves to undefined if OSS does not know the upload. */
export function completeParts(
  key: string,
  uploadId: string,
  parts: readonly OssPart[],
  call: CallOss,
  signal: Signal,
): Promise<HttpAnswer | undefined> {
  const listed = parts.map(({ number, etag }) => `<Part><PartNumber>${number}</PartNumber><ETag>${etag}</ETag></Part>`)
  const body = `<CompleteMultipartUpload>${listed.join('')}</CompleteMultipartUpload>`
  const headers = { 'content-type': 'application/xml', 'x-oss-forbid-overwrite': 'true' }
  return unlessGone(call({ method: 'POST', key, query: { uploadId }, headers, body }, signal))
}

/** A part that was being sent may be stored after the first abort. */
const MOST_ABORTS = 3

/** Resolves to false if OSS did not know the upload in the first place. */
export async function abortParts(key: string, uploadId: string, call: CallOss, signal: Signal): Promise<boolean> {
  for (let aborts = 0; aborts < MOST_ABORTS; aborts += 1) {
    const aborted = await unlessGone(call({ method: 'DELETE', key, query: { uploadId } }, signal))
    if (!aborted) return aborts > 0
  }
  return true
}

async function unlessGone(answer: Promise<HttpAnswer>): Promise<HttpAnswer | undefined> {
  try {
    return await answer
  } catch (thrown) {
    if (ossCode(asUploadError(thrown)) === 'NoSuchUpload') return undefined
    throw thrown
  }
}
