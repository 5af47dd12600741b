/**
 * Turns "the client says the file is stored" into a file at its final key. OSS's callback and `complete` both call this
 * function. It is idempotent: they may come in any order and more than once.
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
import type { ReadContext } from '../reads/read-url'
import { objectSettings } from '../tickets/object-settings'
import { assertCrc64 } from './assert-crc64'
import { completeMultipart } from './complete-multipart'
import { describeFile } from './describe-file'
import { promote, removePending } from './promote'

type ConfirmContext = ReadContext & Pick<ServerContext, 'bucket' | 'hookDeadlineMs' | 'log' | 'metrics' | 'routes'>

/**
 * @param crc64 that the client computed over the bytes it sent.
 * @throws Fault `not-stored`, `parts-missing`, `upload-expired`, `stored-differs`, `content-refused`, `unknown-route`,
 *   and those of the cloud and the hook.
 */
export async function confirm(upload: Upload, crc64: string | undefined, context: ConfirmContext): Promise<StoredFile> {
  const route = findRoute(context.routes, upload.route)
  const needsInput = route.onStored !== undefined || route.metadata !== undefined
  const input = needsInput ? await parseInput(route, upload.input) : undefined
  const { stored, pending } = isMultipart(upload)
    ? { stored: await completeMultipart({ upload, crc64, visibility: route.visibility }, context) }
    : await completeForm({ upload, input, route }, crc64, context)
  const file = await describeFile(upload, stored, route, context)
  const keys = [...(pending ? [pending] : []), upload.key]
  const data = await callOnStored({ upload, input, route }, { file, keys }, context)
  if (pending) void removePending(pending, context)
  return { ...file, data }
}

interface KnownUpload {
  upload: Upload
  /** As the route's schema parsed it. */
  input: unknown
  route: RouteRules
}

interface CompletedForm {
  stored: StoredObject
  /** Key of the pending object, which is removed at the end. */
  pending?: string
}

async function completeForm(
  { upload, input, route }: KnownUpload,
  crc64: string | undefined,
  { bucket, config, log, metrics }: Pick<ServerContext, 'bucket' | 'config' | 'log' | 'metrics'>,
): Promise<CompletedForm> {
  const pending = pendingKey(upload.key, config.oss.prefix)
  const [before, arrived] = await Promise.all([bucket.head(upload.key), bucket.head(pending)])
  // A confirmed file never changes. In a bucket with versioning a second copy would replace it.
  if (before) return { stored: assertCrc64(before, crc64), ...(arrived && { pending }) }
  if (!arrived) throw new Fault('not-stored')
  const settings = objectSettings(upload, input, route)
  const stored = await promote({ upload, arrived, crc64, settings }, { bucket, config, log, metrics })
  return { stored, pending }
}

interface ConfirmedFile {
  file: NewFile
  /** Keys under which its bytes are stored. */
  keys: readonly string[]
}

/**
 * The hook runs at least once for every upload, so it gets a stable id. If it throws a Fault, the file is refused and
 * removed. Any other error is a failure of the hook itself, and the file stays for a retry.
 */
async function callOnStored(
  { upload, input, route: { onStored } }: KnownUpload,
  { file, keys }: ConfirmedFile,
  { bucket, hookDeadlineMs }: Pick<ServerContext, 'bucket' | 'hookDeadlineMs'>,
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
