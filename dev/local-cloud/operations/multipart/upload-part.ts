import { permit } from '../../auth/policy/permit'
import type { Exchange } from '../../cloud/cloud'
import type { CloudAnswer } from '../../http/exchange'
import { ossTime } from '../../http/oss-time'
import { xmlDocument } from '../../http/write-xml'
import { emptyAnswer, xmlAnswer } from '../../oss/answer'
import { ossError } from '../../oss/errors'
import type { Received } from '../../store/data-folder'
import type { PartRecord, UploadRecord } from '../../store/record'
import { badArgument, type CopySource, findCopySource, sourceHeader } from '../objects/copy-source'
import { encryptionHeader } from '../objects/object-settings'
import { receiveChecked } from '../objects/put-object'
import { whileReplaced } from '../read/find-readable'
import { checkLength } from '../read-body'
import { findUpload, NO_SUCH_UPLOAD, noSuchUpload, partNumberOf } from './find-upload'

/** https://help.aliyun.com/en/oss/developer-reference/uploadpart. The minimum size is checked only at completion. */
export async function uploadPart(exchange: Exchange): Promise<CloudAnswer> {
  const { upload, number } = authorize(exchange, 'UploadPart')
  checkLength(exchange)
  const received = await receiveChecked(exchange)
  const part = await placePart(exchange, upload, number, received)
  return emptyAnswer(200, {
    ETag: `"${part.etag}"`,
    'x-oss-hash-crc64ecma': part.crc64,
    'Content-MD5': received.md5.toString('base64'),
    ...encryptionHeader(upload),
  })
}

/** https://help.aliyun.com/en/oss/developer-reference/uploadpartcopy */
export async function uploadPartCopy(exchange: Exchange): Promise<CloudAnswer> {
  const { upload, number } = authorize(exchange, 'UploadPartCopy')
  const { source, received } = await whileReplaced(exchange.key, async () => {
    const source = await findCopySource(exchange)
    const range = copyRange(exchange, source)
    const bytes = await source.bucket.store.read(source.record, range)
    return { source, received: await exchange.bucket.store.receive(bytes) }
  })
  const part = await placePart(exchange, upload, number, received)
  const LastModified = ossTime(part.lastModified)
  const hashes = { ETag: `"${part.etag}"`, 'x-oss-hash-crc64ecma': part.crc64, ...encryptionHeader(upload) }
  const body = xmlDocument('CopyPartResult', { LastModified, ETag: `"${part.etag}"` })
  return xmlAnswer(body, { ...hashes, ...sourceHeader(source) })
}

/** A part needs the right oss:PutObject: https://help.aliyun.com/zh/oss/user-guide/multipart-upload */
function authorize(
  exchange: Exchange,
  operation: 'UploadPart' | 'UploadPartCopy',
): { upload: UploadRecord; number: number } {
  const { key, query } = exchange
  permit(exchange, { action: 'oss:PutObject', key, access: 'write' })
  const number = partNumberOf(query.get('partNumber') ?? '')
  const upload = findUpload(exchange, NO_SUCH_UPLOAD[operation])
  const next = (exchange.bucket.uploads.parts(upload.uploadId).at(-1)?.number ?? 0) + 1
  if (upload.sequential && number > next) {
    throw ossError('PartNotSequential', `The part number must be ${next}: this upload is sequential.`)
  }
  return { upload, number }
}

async function placePart(
  { bucket, now }: Exchange,
  { uploadId }: UploadRecord,
  number: number,
  { size, crc64, md5, data }: Received,
): Promise<PartRecord> {
  const part = { number, size, crc64, etag: md5.toString('hex').toUpperCase(), lastModified: now, data }
  if (await bucket.uploads.putPart(uploadId, part)) return part
  await bucket.store.discard({ data })
  throw noSuchUpload(uploadId, NO_SUCH_UPLOAD.UploadPart)
}

/** Both ends are inclusive; undefined for the whole object. */
function copyRange({ request }: Exchange, { record }: CopySource): { start: number; end: number } | undefined {
  const text = request.headers['x-oss-copy-source-range']
  if (text === undefined) return undefined
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(text) ?? []
  if (from === undefined || to === undefined || from + to === '') throw badArgument('x-oss-copy-source-range', text)
  // Either end may be open, as SDKs write it for the rest of the object or its last bytes.
  const last = record.size - 1
  const range = {
    start: from === '' ? record.size - Number(to) : Number(from),
    end: from === '' || to === '' ? last : Number(to),
  }
  if (range.start < 0 || range.start > range.end || range.end > last) {
    throw ossError('InvalidRange', 'The requested range cannot be satisfied')
  }
  return range
}
