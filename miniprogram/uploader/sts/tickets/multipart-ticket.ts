import { LIMITS, type MultipartTicket, type SignedParts } from '../../contract'
import { UploadError } from '../../core/errors'
import type { Signal } from '../../core/ports'
import { contentDisposition } from '../../oss-v4/content-disposition'
import { objectUrl } from '../../oss-v4/encoding'
import { partSigner } from '../../oss-v4/part-signatures'
import { initiate } from '../calls/multipart-calls'
import { cryptoJsPrimitives } from '../crypto-js-primitives'
import type { StsContext } from '../sts-context'
import { contentTypeOf, ID_HEADER, type MultipartUpload, partCountOf, type StsUpload, writeUpload } from '../sts-upload'
import { signParts } from './sign-parts'

/** The signatures must outlast the sending of a big file's parts. */
const LIFE_SECONDS = 60 * 60

/** Initiates the upload. @throws UploadError `part-size-invalid` if the file would have too many parts. */
export async function multipartTicket(
  upload: StsUpload,
  partSize: number,
  context: StsContext,
  signal: Signal,
): Promise<MultipartTicket> {
  const { id, key, size, type, name } = upload
  if (size > partSize * LIMITS.partsPerUpload) {
    throw new UploadError('part-size-invalid', { params: { size, partSize } })
  }
  const disposition = contentDisposition(type, name)
  const headers = {
    'content-type': contentTypeOf(upload),
    [ID_HEADER]: id,
    ...(disposition ? { 'content-disposition': disposition } : {}),
  }
  const uploadId = await initiate(key, headers, context.call, signal)
  return ticketFrom(1, { ...upload, parts: { uploadId, partSize } }, context, signal)
}

/** @param from number of the first part to sign. */
export async function ticketFrom(
  from: number,
  upload: MultipartUpload,
  context: StsContext,
  signal: Signal,
): Promise<MultipartTicket> {
  const partCount = partCountOf(upload)
  const signed = await signedParts(upload, from, partCount, context, signal)
  const { endpoint } = await context.credentials.current(signal)
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

/** @param count at most: fewer are signed if fewer are left, or if it is more than `signParts` signs in one call. */
export async function signedParts(
  upload: MultipartUpload,
  from: number,
  count: number,
  { credentials, time, clock }: StsContext,
  signal: Signal,
): Promise<SignedParts> {
  const keys = await credentials.current(signal)
  const { bucket, region } = keys
  const { key, parts } = upload
  const expiresIn = Math.max(1, Math.min(LIFE_SECONDS, credentials.secondsLeft()))
  const toSign = { bucket, region, key, uploadId: parts.uploadId, expiresSeconds: expiresIn }
  const { query, headers, sign } = partSigner(toSign, keys, time.now(), cryptoJsPrimitives)
  const left = partCountOf(upload) - from + 1
  const signatures = await signParts(sign, from, Math.min(count, left), clock, signal)
  return { query, headers, from, signatures, expiresIn }
}
