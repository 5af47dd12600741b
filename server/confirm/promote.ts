import type { ServerContext } from '../context'
import { describeError } from '../faults/describe-error'
import { Fault } from '../faults/fault'
import type { ObjectSettings, StoredObject } from '../oss/bucket/bucket'
import { pendingKey } from '../oss/object-key'
import type { Upload } from '../oss/upload-token'
import { assertCrc64 } from './assert-crc64'
import { inspectContent } from './inspect-content'
import { mismatch } from './mismatch'

/** What one upload is to become. */
export interface Promotable {
  upload: Upload
  /** The pending object, as HEAD showed it. */
  arrived: StoredObject
  /** What the client computed over the bytes it sent. */
  crc64: string | undefined
  settings: ObjectSettings
}

/**
 * Copies a pending object to its final key, if it is what was declared; else it is removed.
 * @throws Fault `stored-differs`, `not-stored`.
 */
export async function promote(
  { upload, arrived, crc64, settings }: Promotable,
  backend: ServerContext,
): Promise<StoredObject> {
  const from = pendingKey(upload.key, backend.config.oss.prefix)
  const refuse = async (fact: Fault['params']): Promise<never> => {
    await removePending(from, backend)
    throw new Fault('stored-differs', fact)
  }
  const fact = mismatch(arrived, { ...upload, crc64, objectType: 'Normal' })
  if (fact) return refuse(fact)

  const look = await inspectContent(from, arrived, upload.type, backend.bucket)
  if (!look) return promotedMeanwhile(upload, crc64, backend)
  const { contradicts, dimensions } = look
  if (contradicts) return refuse({ type: contradicts, declaredType: upload.type })

  const outcome = await backend.bucket.promote({
    from,
    ifMatch: arrived.etag,
    to: upload.key,
    ...settings,
    dimensions,
  })
  if (outcome !== 'copied') return promotedMeanwhile(upload, crc64, backend)
  backend.metrics.stored(upload.route, upload.size)
  return { ...arrived, dimensions }
}

/** Somebody else's call came first: what counts is what lies there. */
async function promotedMeanwhile(
  upload: Upload,
  crc64: string | undefined,
  backend: ServerContext,
): Promise<StoredObject> {
  const promoted = await backend.bucket.head(upload.key)
  if (!promoted) throw new Fault('not-stored')
  return assertCrc64(promoted, crc64)
}

/** Best effort: what stays is removed by the lifecycle rule on `pending/`. */
export const removePending = (key: string, { bucket, log }: ServerContext): Promise<void> =>
  bucket.remove(key).catch((error: unknown) => {
    log.warn({ key, error: describeError(error) }, 'pending object not removed')
  })
