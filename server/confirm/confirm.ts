/**
 * From "the client says it is stored" to a file at its final key. One function for OSS's callback and for `complete`,
 * and idempotent: both may come, in any order and more than once.
 */
import type { StoredFile } from '../../miniprogram/uploader/contract'
import type { ServerContext } from '../context'
import { callHook } from '../define-routes/call-hook'
import { findRoute } from '../define-routes/find-route'
import { parseInput } from '../define-routes/parse-input'
import type { RouteRules } from '../define-routes/route'
import type { NewFile } from '../define-routes/route-options'
import { Fault, isPassing } from '../faults/fault'
import type { StoredObject } from '../oss/bucket/bucket'
import { pendingKey, uploadId } from '../oss/object-key'
import { isMultipart, type Upload } from '../oss/upload-token'
import { objectSettings } from '../tickets/object-settings'
import { assertCrc64 } from './assert-crc64'
import { completeMultipart } from './complete-multipart'
import { describeFile } from './describe-file'
import { promote, removePending } from './promote'

/**
 * @param crc64 what the client computed over the bytes it sent.
 * @throws Fault `not-stored`, `parts-missing`, `upload-expired`, `stored-differs`, `unknown-route`, and whatever the
 * cloud has to say.
 */
export async function confirm(upload: Upload, crc64: string | undefined, backend: ServerContext): Promise<StoredFile> {
  const route = findRoute(backend.routes, upload.route)
  const isAsked = route.onStored !== undefined || route.metadata !== undefined
  const input = isAsked ? await parseInput(route, upload.input) : undefined
  const { stored, pending } = isMultipart(upload)
    ? { stored: await completeMultipart({ upload, crc64, visibility: route.visibility }, backend) }
    : await settle({ upload, input, route }, crc64, backend)
  const file = await describeFile(upload, stored, route, backend)
  const keys = [...(pending ? [pending] : []), upload.key]
  const data = await tellHook({ upload, input, route }, { file, keys }, backend)
  if (pending) void removePending(pending, backend)
  return { ...file, data }
}

interface Known {
  upload: Upload
  /** As the route's schema made it. */
  input: unknown
  route: RouteRules
}

interface Settled {
  stored: StoredObject
  /** The key of what is left over when all is done. */
  pending?: string
}

/** Of a file that was sent by form. */
async function settle(
  { upload, input, route }: Known,
  crc64: string | undefined,
  backend: ServerContext,
): Promise<Settled> {
  const pending = pendingKey(upload.key, backend.config.oss.prefix)
  const [before, arrived] = await Promise.all([backend.bucket.head(upload.key), backend.bucket.head(pending)])
  // What was confirmed once stays what it is: a bucket with versions would let a second copy replace it.
  if (before) return { stored: assertCrc64(before, crc64), ...(arrived && { pending }) }
  if (!arrived) throw new Fault('not-stored')
  const settings = objectSettings(upload, input, route)
  return { stored: await promote({ upload, arrived, crc64, settings }, backend), pending }
}

interface Stored {
  file: NewFile
  /** Where its bytes are. */
  keys: readonly string[]
}

/**
 * At least once for every upload, hence the stable id. A hook that throws a Fault refuses the file, which is removed;
 * anything else it throws is a failure of its own, and the file waits for the next try.
 */
async function tellHook(
  { upload, input, route: { onStored } }: Known,
  { file, keys }: Stored,
  { bucket, hookDeadlineMs }: ServerContext,
): Promise<unknown> {
  if (!onStored) return undefined
  const event = { file, user: upload.user, input, id: uploadId(upload.key) }
  try {
    return await callHook('onStored', () => onStored(event), hookDeadlineMs)
  } catch (error) {
    if (error instanceof Fault && !isPassing(error.code)) for (const key of keys) await bucket.remove(key)
    throw error
  }
}
