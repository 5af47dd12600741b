import type { StoredFile } from '../../contract'
import { asUploadError, UploadError } from '../../core/errors'
import type { Headers, Signal } from '../../core/ports'
import { ID_HEADER, type StsUpload } from '../sts-upload'
import { type CallOss, isVerdict, ossCode } from './call-oss'

/** What is known about a stored object. */
export type Stored = Pick<StoredFile, 'size' | 'type' | 'crc64'>

/** The object's headers; undefined if there is no such object. Needs the right `oss:GetObject`. */
async function findObject(key: string, call: CallOss, signal: Signal): Promise<Headers | undefined> {
  try {
    return (await call({ method: 'HEAD', key }, signal)).headers
  } catch (thrown) {
    const error = asUploadError(thrown)
    if (error.params.status === 404 && ossCode(error) !== 'NoSuchBucket') return undefined
    throw error
  }
}

/** Any answer of OSS to a signed request shows its time and whether the token is valid. */
export async function learnFromOss(key: string, call: CallOss, signal: Signal): Promise<void> {
  await findObject(key, call, signal).catch((thrown: unknown) => {
    if (!isVerdict(asUploadError(thrown))) throw thrown
  })
}

/** There is an object with this key, and this upload has stored it. */
export const isOwnObject = async ({ id, key }: StsUpload, call: CallOss, signal: Signal): Promise<boolean> =>
  (await findObject(key, call, signal))?.[ID_HEADER] === id

/**
 * The stored object, checked against its declaration. Rejects with `not-stored` if there is none, and with
 * `stored-differs` if it is another one, such as that of an earlier upload for which the app has chosen the same key.
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
  const foundSize = await sizeOf(key, size, headers, call, signal)
  if (foundSize !== size) throw new UploadError('stored-differs', { params: { size: foundSize, declaredSize: size } })
  return assertCrc64({ size, type, crc64: headers['x-oss-hash-crc64ecma'] ?? '' }, crc64)
}

/**
 * The size of the object, bytes; the expected one if no answer tells it. OSS compresses texts for clients that accept
 * gzip, as `wx` always does: HEAD then tells the compressed length or none. `?objectMeta` tells that of the object.
 * https://help.aliyun.com/zh/oss/developer-reference/getobjectmeta
 */
async function sizeOf(
  key: string,
  expected: number,
  { 'content-length': length }: Headers,
  call: CallOss,
  signal: Signal,
): Promise<number> {
  if (Number(length) === expected) return expected
  const meta = await call({ method: 'HEAD', key, query: { objectMeta: '' } }, signal)
  return Number(meta.headers['content-length'] ?? expected)
}

/** @param crc64 of the sent bytes, if it is known. @throws UploadError `stored-differs` */
export function assertCrc64(stored: Stored, crc64: string | undefined): Stored {
  if (crc64 === undefined || crc64 === stored.crc64) return stored
  throw new UploadError('stored-differs', { params: { crc64: stored.crc64 } })
}
