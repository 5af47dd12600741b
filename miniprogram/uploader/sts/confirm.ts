import type { CompleteRequest, StoredFile } from '../contract'
import { asUploadError, UploadError } from '../core/errors'
import type { Signal } from '../core/ports'
import { completeParts, listParts } from './calls/multipart-calls'
import { assertCrc64, type Stored, storedObject } from './calls/stored-object'
import type { StsContext } from './sts-context'
import { isMultipart, type MultipartUpload, partCountOf, readUpload, type StsUpload, wholeParts } from './sts-upload'
import { fileUrl } from './urls'

/** Completes a multipart upload, and describes what is stored. May be called again at any time. */
export async function confirm(
  { upload: text, crc64 }: CompleteRequest,
  context: StsContext,
  signal: Signal,
): Promise<StoredFile> {
  const upload = readUpload(text)
  const stored = await (isMultipart(upload)
    ? storedMultipart(upload, crc64, context, signal)
    : storedForm(upload, crc64, context, signal))
  const { key, name } = upload
  const { url, expiresIn } = fileUrl(key, {}, await context.credentials.current(signal), context)
  return {
    key,
    url,
    ...(expiresIn === undefined ? {} : { urlExpiresIn: expiresIn }),
    ...(name ? { name } : {}),
    ...stored,
    data: undefined,
  }
}

/** The answer to the POST is enough, unless it was lost or the platform hid its headers. */
async function storedForm(
  upload: StsUpload,
  crc64: string | undefined,
  { receipts, call }: StsContext,
  signal: Signal,
): Promise<Stored> {
  const { id, size, type } = upload
  const received = receipts.take(id)
  if (received !== undefined) return assertCrc64({ size, type, crc64: received }, crc64)
  return storedObject(upload, crc64, call, signal)
}

async function storedMultipart(
  upload: MultipartUpload,
  crc64: string | undefined,
  { call }: StsContext,
  signal: Signal,
): Promise<Stored> {
  const { key, size, type, parts } = upload
  const listed = await listParts(key, parts.uploadId, call, signal)
  if (!listed) return completedBefore(upload, crc64, call, signal)
  const whole = wholeParts(listed, upload)
  const partCount = partCountOf(upload)
  if (whole.length < partCount) throw new UploadError('parts-missing', { params: { held: whole.length, partCount } })
  try {
    const answer = await completeParts(key, parts.uploadId, whole, call, signal)
    const completed = answer?.headers['x-oss-hash-crc64ecma']
    if (completed !== undefined) return assertCrc64({ size, type, crc64: completed }, crc64)
  } catch (thrown) {
    // Another object has this key, or an earlier call has completed this upload.
    if (asUploadError(thrown).code !== 'already-exists') throw thrown
  }
  return completedBefore(upload, crc64, call, signal)
}

/** OSS no longer knows the upload: it was completed, or a lifecycle rule has removed its parts. */
const completedBefore = (
  upload: StsUpload,
  crc64: string | undefined,
  call: StsContext['call'],
  signal: Signal,
): Promise<Stored> =>
  storedObject(upload, crc64, call, signal).catch((thrown: unknown) => {
    throw asUploadError(thrown).code === 'not-stored' ? new UploadError('upload-expired') : thrown
  })
