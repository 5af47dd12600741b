import { LIMITS, type MultipartTicket, type SignedParts } from '../contract'
import { UploadError } from '../core/errors'
import type { Signal } from '../core/flow/cancellation'
import { contentDisposition } from './content-disposition'
import { initiate } from './multipart-calls'
import { type PartsUpload, partCountOf } from './parts-upload'
import { signParts } from './sign-parts'
import { objectUrl } from './sts-credentials'
import { ID_HEADER, type StsUpload, writeUpload } from './sts-upload'
import type { StsSurroundings } from './surroundings'

/** The signatures of a big file's parts have long to last. */
const LIFE_SECONDS = 60 * 60

export async function beginParts(
  upload: StsUpload,
  partSize: number,
  around: StsSurroundings,
  signal: Signal,
): Promise<MultipartTicket> {
  const { id, key, size, type, name } = upload
  if (size > partSize * LIMITS.partsPerUpload) {
    throw new UploadError('part-size-invalid', { params: { size, partSize } })
  }
  const disposition = contentDisposition(type, name)
  const headers = {
    'content-type': type,
    [ID_HEADER]: id,
    ...(disposition ? { 'content-disposition': disposition } : {}),
  }
  const uploadId = await initiate(key, headers, around.call, signal)
  return partsTicket({ ...upload, parts: { uploadId, partSize } }, 1, around, signal)
}

/** @param from number of the first part to sign. */
export async function partsTicket(
  upload: PartsUpload,
  from: number,
  around: StsSurroundings,
  signal: Signal,
): Promise<MultipartTicket> {
  const partCount = partCountOf(upload)
  const signed = await signedParts(upload, from, partCount, around, signal)
  const { endpoint } = await around.credentials.current(signal)
  const { partSize } = upload.parts
  return {
    kind: 'multipart',
    upload: writeUpload(upload),
    url: objectUrl(endpoint, upload.key),
    partSize,
    partCount,
    ...signed,
  }
}

/** As many as are left, or fewer: see `sign-parts.ts`. */
export async function signedParts(
  upload: PartsUpload,
  from: number,
  count: number,
  { credentials, time, clock }: StsSurroundings,
  signal: Signal,
): Promise<SignedParts> {
  const keys = await credentials.current(signal)
  const expiresSeconds = Math.max(1, Math.min(LIFE_SECONDS, credentials.secondsLeft()))
  const wanted = Math.max(0, Math.min(count, partCountOf(upload) - from + 1))
  const parts = { key: upload.key, uploadId: upload.parts.uploadId, from, count: wanted, expiresSeconds }
  return signParts(parts, keys, time.now(), clock, signal)
}
