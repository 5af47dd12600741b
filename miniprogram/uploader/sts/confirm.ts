import type { CompleteRequest, StoredFile } from '../contract'
import { asUploadError, UploadError } from '../core/errors'
import type { Signal } from '../core/flow/cancellation'
import { fileUrl } from './file-url'
import { completeParts, listParts } from './multipart-calls'
import { isByParts, type PartsUpload, partCountOf, wholeParts } from './parts-upload'
import { asDeclared, type Stored, storedObject } from './stored-object'
import { readUpload, type StsUpload } from './sts-upload'
import type { StsSurroundings } from './surroundings'

/** Has the parts put together, and tells what is stored. May be asked again at any time. */
export async function confirm(
  { upload: text, crc64 }: CompleteRequest,
  around: StsSurroundings,
  signal: Signal,
): Promise<StoredFile> {
  const upload = readUpload(text)
  const stored = await (isByParts(upload)
    ? storedParts(upload, crc64, around, signal)
    : storedForm(upload, crc64, around, signal))
  const { key, name } = upload
  const { url, expiresIn } = await freshUrl(key, around, signal)
  return {
    key,
    url,
    ...(expiresIn === undefined ? {} : { urlExpiresIn: expiresIn }),
    ...(name ? { name } : {}),
    ...stored,
    data: undefined,
  }
}

async function freshUrl(key: string, { credentials, publicRead, time }: StsSurroundings, signal: Signal) {
  const keys = await credentials.current(signal)
  const secondsLeft = credentials.secondsLeft()
  return fileUrl({ key, options: {}, publicRead, credentials: keys, secondsLeft, now: time.now() })
}

/** The answer to the POST has said it already, unless that was lost or the platform hid its headers. */
async function storedForm(
  upload: StsUpload,
  crc64: string | undefined,
  { arrivals, call }: StsSurroundings,
  signal: Signal,
): Promise<Stored> {
  const { id, size, type } = upload
  const arrived = arrivals.take(id)
  if (arrived !== undefined) return asDeclared({ size, type, crc64: arrived }, crc64)
  return storedObject(upload, crc64, call, signal)
}

async function storedParts(
  upload: PartsUpload,
  crc64: string | undefined,
  { call }: StsSurroundings,
  signal: Signal,
): Promise<Stored> {
  const { key, size, type, parts } = upload
  const held = await listParts(key, parts.uploadId, call, signal)
  if (!held) return completedBefore(upload, crc64, call, signal)
  const whole = wholeParts(held, upload)
  const partCount = partCountOf(upload)
  if (whole.length < partCount) throw new UploadError('parts-missing', { params: { held: whole.length, partCount } })
  try {
    const answer = await completeParts(key, parts.uploadId, whole, call, signal)
    const made = answer?.headers['x-oss-hash-crc64ecma']
    if (made !== undefined) return asDeclared({ size, type, crc64: made }, crc64)
  } catch (thrown) {
    // Somebody has put another object there, or this one has just been put together.
    if (asUploadError(thrown).code !== 'already-exists') throw thrown
  }
  return completedBefore(upload, crc64, call, signal)
}

/** OSS does not know the upload any more: the object is there, or a lifecycle rule has removed the parts. */
async function completedBefore(
  upload: StsUpload,
  crc64: string | undefined,
  call: StsSurroundings['call'],
  signal: Signal,
): Promise<Stored> {
  return storedObject(upload, crc64, call, signal).catch((thrown: unknown) => {
    throw asUploadError(thrown).code === 'not-stored' ? new UploadError('upload-expired') : thrown
  })
}
