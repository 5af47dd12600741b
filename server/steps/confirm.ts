/**
 * From "the client says it is stored" to a file at its final key. One function for OSS's callback and for `complete`,
 * and idempotent: both may come, in any order and more than once.
 */
import type { StoredFile } from '../../miniprogram/uploader/contract'
import type { Backend } from '../backend'
import { Fault, isPassing } from '../fault'
import type { StoredObject } from '../oss/bucket'
import { publicUrl, signedUrl } from '../oss/file-url'
import { isMultipart, type Upload } from '../oss/upload-token'
import type { NewFile, RouteRules, Visibility } from '../route'
import { assemble } from './assemble'
import { findRoute, parseInput } from './decide'
import { pendingKey, uploadId } from './name'
import { promote, removePending, withCrc64 } from './promote'

/**
 * @param crc64 what the client computed over the bytes it sent.
 * @throws Fault `not-stored`, `parts-missing`, `upload-expired`, `stored-differs`, `unknown-route`, and whatever the
 * cloud has to say.
 */
export async function confirm(upload: Upload, crc64: string | undefined, backend: Backend): Promise<StoredFile> {
  const route = findRoute(backend.routes, upload.route)
  const { visibility } = route
  const { stored, pending } = isMultipart(upload)
    ? { stored: await assemble({ upload, crc64, visibility }, backend) }
    : await settle(upload, crc64, visibility, backend)
  const file = await describe(upload, stored, visibility, backend)
  const keys = [...(pending ? [pending] : []), upload.key]
  const data = await runHook(route, { upload, file, keys }, backend)
  if (pending) void removePending(pending, backend)
  return { ...file, data }
}

interface Settled {
  stored: StoredObject
  /** The key of what is left over when all is done. */
  pending?: string
}

/** Of a file that was sent by form. */
async function settle(
  upload: Upload,
  crc64: string | undefined,
  visibility: Visibility,
  backend: Backend,
): Promise<Settled> {
  const pending = pendingKey(upload.key, backend.config.oss.prefix)
  const [before, arrived] = await Promise.all([backend.bucket.head(upload.key), backend.bucket.head(pending)])
  // What was confirmed once stays what it is: a bucket with versions would let a second copy replace it.
  if (before) return { stored: withCrc64(before, crc64), ...(arrived && { pending }) }
  if (!arrived) throw new Fault('not-stored')
  return { stored: await promote({ upload, arrived, crc64, visibility }, backend), pending }
}

async function describe(
  { key, name, type }: Upload,
  { size, crc64, dimensions }: StoredObject,
  visibility: Visibility,
  { config, credentials, now }: Backend,
): Promise<NewFile> {
  const place = { ...config.oss, key }
  const url = visibility === 'public' ? publicUrl(place) : signedUrl(place, await credentials('read'), now())
  return { key, ...url, ...(name !== undefined && { name }), size, type, ...dimensions, crc64 }
}

interface Stored {
  upload: Upload
  file: NewFile
  /** Where its bytes are. */
  keys: readonly string[]
}

/**
 * At least once for every upload, hence the stable id. A hook that throws a Fault refuses the file, which is removed;
 * anything else it throws is a failure of its own, and the file waits for the next try.
 */
async function runHook(route: RouteRules, { upload, file, keys }: Stored, backend: Backend): Promise<unknown> {
  if (!route.onStored) return undefined
  const input = await parseInput(route, upload.input)
  try {
    return await route.onStored({ file, user: upload.user, input, id: uploadId(upload.key) })
  } catch (error) {
    if (!(error instanceof Fault)) throw new Fault('server-error', undefined, error)
    if (!isPassing(error.code)) for (const key of keys) await backend.bucket.remove(key)
    throw error
  }
}
