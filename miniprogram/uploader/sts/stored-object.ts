import type { StoredFile } from '../contract'
import { asUploadError, UploadError } from '../core/errors'
import type { Signal } from '../core/flow/cancellation'
import type { Headers } from '../core/ports'
import { type CallOss, isVerdict, ossCode } from './oss-calls'
import { ID_HEADER, type StsUpload } from './sts-upload'

/** What is known of an object once it is there. */
export type Stored = Pick<StoredFile, 'size' | 'type' | 'crc64'>

/** `wx.request` sends a content type of its own where none is given, and OSS signs it. */
export const ANY_TYPE: Headers = { 'content-type': 'application/octet-stream' }

/** Undefined when there is no such object. Needs `oss:GetObject`. */
export async function findObject(key: string, call: CallOss, signal: Signal): Promise<Headers | undefined> {
  try {
    return (await call({ method: 'HEAD', key, headers: ANY_TYPE }, signal)).headers
  } catch (thrown) {
    const error = asUploadError(thrown)
    if (error.params.status === 404 && ossCode(error) !== 'NoSuchBucket') return undefined
    throw error
  }
}

/** Whatever OSS answers to a signed question, it tells the time, and whether the token is good. */
export async function learnFromOss(key: string, call: CallOss, signal: Signal): Promise<void> {
  await findObject(key, call, signal).catch((thrown: unknown) => {
    if (!isVerdict(asUploadError(thrown))) throw thrown
  })
}

/** There is an object, and this upload has put it there. */
export const isOwnObject = async ({ id, key }: StsUpload, call: CallOss, signal: Signal): Promise<boolean> =>
  (await findObject(key, call, signal))?.[ID_HEADER] === id

/**
 * The object as it was declared. Rejects with `not-stored` when it is not there, and with `stored-differs` when it is
 * another: that of an earlier upload for which the app has chosen the same key, say.
 */
export async function storedObject(
  { id, key, size, type }: StsUpload,
  crc64: string | undefined,
  call: CallOss,
  signal: Signal,
): Promise<Stored> {
  const headers = await findObject(key, call, signal)
  if (!headers) throw new UploadError('not-stored')
  if (headers[ID_HEADER] !== id) throw new UploadError('stored-differs', { params: { key } })
  // Some platforms drop the length of an answer that has no body.
  const foundSize = Number(headers['content-length'] ?? size)
  if (foundSize !== size) throw new UploadError('stored-differs', { params: { size: foundSize, declaredSize: size } })
  return asDeclared({ size, type, crc64: headers['x-oss-hash-crc64ecma'] ?? '' }, crc64)
}

/** @param crc64 of what was sent, where it is known. @throws UploadError `stored-differs` */
export function asDeclared(stored: Stored, crc64: string | undefined): Stored {
  if (crc64 === undefined || crc64 === stored.crc64) return stored
  throw new UploadError('stored-differs', { params: { crc64: stored.crc64 } })
}
