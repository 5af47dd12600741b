import type { ErrorCode } from '../../miniprogram/uploader/error-codes'
import { contentTypeOf } from '../content/charset-of-text'
import type { ServerContext } from '../context'
import { describeError } from '../faults/describe-error'
import { Fault } from '../faults/fault'
import type { ObjectSettings, StoredObject } from '../oss/bucket/bucket'
import { pendingKey } from '../oss/object-key'
import type { Upload } from '../oss/upload-token'
import { assertCrc64 } from './assert-crc64'
import { inspectContent } from './inspect-content'
import { mismatch } from './mismatch'

export interface Promotable {
  upload: Upload
  /** The pending object, as HEAD showed it. */
  arrived: StoredObject
  /** CRC-64 that the client computed over the bytes it sent. */
  crc64: string | undefined
  /** Headers, ACL and metadata of the final object. */
  settings: ObjectSettings
}

type PromoteContext = RemoveContext & Pick<ServerContext, 'config' | 'metrics'>

/**
 * Copies a pending object to its final key, if it matches the declaration; otherwise removes it.
 * @throws Fault `stored-differs`, `content-refused`, `not-stored`.
 */
export async function promote(
  { upload, arrived, crc64, settings }: Promotable,
  { bucket, config, log, metrics }: PromoteContext,
): Promise<StoredObject> {
  const from = pendingKey(upload.key, config.oss.prefix)
  const refuse = async (code: ErrorCode, fact: Fault['params']): Promise<never> => {
    await removePending(from, { bucket, log })
    throw new Fault(code, fact)
  }
  const fact = mismatch(arrived, { ...upload, crc64, objectType: 'Normal' })
  if (fact) return refuse('stored-differs', fact)

  const inspection = await inspectContent(from, arrived, upload.type, bucket)
  if (!inspection) return promotedMeanwhile(upload, crc64, { bucket })
  const { refused, charset, dimensions } = inspection
  if (refused) return refuse('content-refused', { type: refused, declaredType: upload.type })

  const contentType = contentTypeOf(upload.type, charset)
  const target = { to: upload.key, ...settings, contentType, dimensions }
  const outcome = await bucket.promote({ from, ifMatch: arrived.etag, ...target })
  if (outcome !== 'copied') return promotedMeanwhile(upload, crc64, { bucket })
  metrics.stored(upload.route, upload.size)
  return { ...arrived, dimensions }
}

/** Another call promoted the object first, so the object at the final key counts. */
async function promotedMeanwhile(
  upload: Upload,
  crc64: string | undefined,
  { bucket }: Pick<ServerContext, 'bucket'>,
): Promise<StoredObject> {
  const promoted = await bucket.head(upload.key)
  if (!promoted) throw new Fault('not-stored')
  return assertCrc64(promoted, crc64)
}

type RemoveContext = Pick<ServerContext, 'bucket' | 'log'>

/** A failure is only logged: the lifecycle rule on `pending/` removes what stays. */
export const removePending = (key: string, { bucket, log }: RemoveContext): Promise<void> =>
  bucket.remove(key).catch((error: unknown) => {
    log.warn({ key, error: describeError(error) }, 'pending object not removed')
  })
