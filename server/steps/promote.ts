import type { Backend } from '../backend'
import { contradiction, HEAD_BYTES } from '../content/contradiction'
import { dimensionsOf } from '../content/dimensions'
import { describeError } from '../describe-error'
import { Fault } from '../fault'
import type { StoredObject } from '../oss/bucket'
import { contentDisposition } from '../oss/content-disposition'
import type { Upload } from '../oss/upload-token'
import type { Visibility } from '../route'
import { misfit } from './misfit'
import { pendingKey } from './name'

/** What one upload is to become. */
export interface Promotable {
  upload: Upload
  /** The pending object, as HEAD showed it. */
  arrived: StoredObject
  /** What the client computed over the bytes it sent. */
  crc64: string | undefined
  visibility: Visibility
}

/**
 * Copies a pending object to its final key, if it is what was declared; else it is removed.
 * @throws Fault `stored-differs`, `not-stored`.
 */
export async function promote(
  { upload, arrived, crc64, visibility }: Promotable,
  backend: Backend,
): Promise<StoredObject> {
  const from = pendingKey(upload.key, backend.config.oss.prefix)
  const refuse = async (fact: Fault['params']): Promise<never> => {
    await removePending(from, backend)
    throw new Fault('stored-differs', fact)
  }
  const fact = misfit(arrived, { ...upload, crc64 })
  if (fact) return refuse(fact)

  const head = await backend.bucket.readHead(from, Math.min(arrived.size, HEAD_BYTES), arrived.etag)
  if (!head) return promotedMeanwhile(upload, crc64, backend)
  // The client judged the type from the first bytes as well, but it is the client.
  const type = await contradiction(head, upload.type)
  if (type) return refuse({ type, declaredType: upload.type })

  const dimensions = dimensionsOf(head, upload.type)
  const outcome = await backend.bucket.promote({
    from,
    ifMatch: arrived.etag,
    to: upload.key,
    contentType: upload.type,
    contentDisposition: contentDisposition(upload.type, upload.name),
    acl: visibility === 'public' ? 'public-read' : 'private',
    dimensions,
  })
  return outcome === 'copied' ? { ...arrived, dimensions } : promotedMeanwhile(upload, crc64, backend)
}

/** Somebody else's call came first: what counts is what lies there. */
async function promotedMeanwhile(upload: Upload, crc64: string | undefined, backend: Backend): Promise<StoredObject> {
  const promoted = await backend.bucket.head(upload.key)
  if (!promoted) throw new Fault('not-stored')
  return withCrc64(promoted, crc64)
}

/** @throws Fault `stored-differs`; what was confirmed before stays. */
export function withCrc64(stored: StoredObject, crc64: string | undefined): StoredObject {
  if (crc64 !== undefined && stored.crc64 !== crc64) throw new Fault('stored-differs', { crc64: stored.crc64 })
  return stored
}

/** Best effort: what stays is removed by the lifecycle rule on `pending/`. */
export const removePending = (key: string, { bucket, log }: Backend): Promise<void> =>
  bucket.remove(key).catch((error: unknown) => {
    log.warn({ key, error: describeError(error) }, 'pending object not removed')
  })
