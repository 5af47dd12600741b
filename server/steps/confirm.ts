/**
 * From "the client says it is stored" to a file at its final key. One function for OSS's callback and for `complete`,
 * and idempotent: both may come, in any order and more than once.
 */
import type { StoredFile } from '../../miniprogram/uploader/contract'
import type { Backend } from '../backend'
import { describeError } from '../describe-error'
import { Fault, isPassing } from '../fault'
import type { StoredObject } from '../oss/bucket'
import { contentDisposition } from '../oss/content-disposition'
import { publicUrl, signedUrl } from '../oss/file-url'
import type { Upload } from '../oss/upload-token'
import type { NewFile, RouteRules, Visibility } from '../route'
import { findRoute, parseInput } from './decide'
import { misfit } from './misfit'
import { pendingKey, uploadId } from './name'

/**
 * @param crc64 what the client computed over the bytes it sent.
 * @throws Fault `not-stored`, `stored-differs`, `unknown-route`, and whatever the cloud has to say.
 */
export async function confirm(upload: Upload, crc64: string | undefined, backend: Backend): Promise<StoredFile> {
  const route = findRoute(backend.routes, upload.route)
  const pending = pendingKey(upload.key, backend.config.oss.prefix)
  const [before, arrived] = await Promise.all([backend.bucket.head(upload.key), backend.bucket.head(pending)])
  // What was confirmed once stays what it is: a bucket with versions would let a second copy replace it.
  const stored = before ? withCrc64(before, crc64) : await promote(upload, arrived, crc64, route.visibility, backend)
  const file = await describe(upload, stored, route.visibility, backend)
  const data = await runHook(route, upload, file, backend)
  if (arrived) void removePending(pending, backend)
  return { ...file, data }
}

async function promote(
  upload: Upload,
  arrived: StoredObject | undefined,
  crc64: string | undefined,
  visibility: Visibility,
  backend: Backend,
): Promise<StoredObject> {
  if (!arrived) throw new Fault('not-stored')
  const from = pendingKey(upload.key, backend.config.oss.prefix)
  const fact = misfit(arrived, { ...upload, crc64 })
  if (fact) {
    await removePending(from, backend)
    throw new Fault('stored-differs', fact)
  }
  const outcome = await backend.bucket.promote({
    from,
    ifMatch: arrived.etag,
    to: upload.key,
    contentType: upload.type,
    contentDisposition: contentDisposition(upload.type, upload.name),
    acl: visibility === 'public' ? 'public-read' : 'private',
  })
  if (outcome === 'copied') return arrived
  // Somebody else's call promoted it meanwhile: what counts is what lies there.
  const promoted = await backend.bucket.head(upload.key)
  if (!promoted) throw new Fault('not-stored')
  return withCrc64(promoted, crc64)
}

function withCrc64(stored: StoredObject, crc64: string | undefined): StoredObject {
  if (crc64 !== undefined && stored.crc64 !== crc64) throw new Fault('stored-differs', { crc64: stored.crc64 })
  return stored
}

async function describe(
  { key, name, type }: Upload,
  { size, crc64 }: StoredObject,
  visibility: Visibility,
  { config, credentials, now }: Backend,
): Promise<NewFile> {
  const place = { ...config.oss, key }
  const url = visibility === 'public' ? publicUrl(place) : signedUrl(place, await credentials('read'), now())
  return { key, ...url, ...(name !== undefined && { name }), size, type, crc64 }
}

/**
 * At least once for every upload, hence the stable id. A hook that throws a Fault refuses the file, which is removed;
 * anything else it throws is a failure of its own, and the file waits for the next try.
 */
async function runHook(route: RouteRules, upload: Upload, file: NewFile, backend: Backend): Promise<unknown> {
  if (!route.onStored) return undefined
  const input = await parseInput(route, upload.input)
  try {
    return await route.onStored({ file, user: upload.user, input, id: uploadId(upload.key) })
  } catch (error) {
    if (!(error instanceof Fault)) throw new Fault('server-error', undefined, error)
    if (!isPassing(error.code)) await backend.bucket.remove(upload.key)
    throw error
  }
}

/** Best effort: what stays is removed by the lifecycle rule on `pending/`. */
const removePending = (key: string, { bucket, log }: Backend): Promise<void> =>
  bucket.remove(key).catch((error: unknown) => {
    log.warn({ key, error: describeError(error) }, 'pending object not removed')
  })
