/**
 * Turns "the client says the file is stored" into a file at its final key. OSS's callback and `complete` both call this
 * function. It is idempotent: they may come in any order and more than once, and each call may die at any point. A mark
 * below `pending/`, which is closed last, tells the next call that the file is not confirmed yet.
 */
import type { StoredFile } from '../../miniprogram/uploader/contract'
import { callHook } from '../define-routes/call-hook'
import { findRoute } from '../define-routes/find-route'
import { parseInput } from '../define-routes/parse-input'
import { Fault, isPassing } from '../faults/fault'
import { uploadId } from '../oss/object-key'
import { isMultipart, type Upload } from '../oss/upload-token'
import { closeMark } from './close-mark'
import { completeMultipart } from './complete-multipart'
import type { Confirmable, ConfirmContext, NoteFacts } from './confirmable'
import { describeFile } from './describe-file'
import { refuse } from './discard'
import { promote } from './promote'
import type { Standing } from './standing'

/**
 * @param crc64 that the client computed over the bytes it sent.
 * @param note is called also if the call is refused later.
 * @throws Fault `not-stored`, `parts-missing`, `upload-expired`, `stored-differs`, `content-refused`, `unknown-route`,
 *   and those of the cloud and the hook.
 */
export async function confirm(
  upload: Upload,
  crc64: string | undefined,
  context: ConfirmContext,
  note: NoteFacts,
): Promise<StoredFile> {
  const route = findRoute(context.routes, upload.route)
  const needsInput = route.onStored !== undefined || route.metadata !== undefined
  const input = needsInput ? await parseInput(route, upload.input) : undefined
  const call = context.verdicts.enter(upload.key)
  try {
    return await confirmOne({ upload, crc64, input, route, call, note }, context)
  } finally {
    call.end()
  }
}

async function confirmOne(confirmable: Confirmable, context: ConfirmContext): Promise<StoredFile> {
  const { upload, crc64, route, call } = confirmable
  const standing = isMultipart(upload)
    ? await completeMultipart({ ...confirmable, upload }, context)
    : await promote(confirmable, context)
  if (standing.is === 'confirmed') confirmable.note({ again: true })
  assertCrc64(crc64, standing)
  const file = await describeFile(upload, standing.stored, route, context)
  const data = await callOnStored(file, standing, confirmable, context)
  call.accept()
  // Begins before the answer is sent, but the answer does not wait for it.
  if (standing.hasMark) context.background.add(closeMark(upload, context))
  return { ...file, data }
}

/**
 * What was copied or completed stays, even if this call brings another CRC-64: another call may have confirmed the file, or
 * may be about to. A form is compared before it is copied.
 */
function assertCrc64(crc64: string | undefined, { stored }: Standing): void {
  if (crc64 !== undefined && stored.crc64 !== crc64) throw new Fault('stored-differs', { crc64: stored.crc64 })
}

/**
 * The hook runs at least once for every upload, so it gets a stable id. If it throws a Fault, the file is refused, and
 * removed unless an earlier call has confirmed it. Any other error is a failure of the hook itself, and the file stays
 * for a retry.
 */
async function callOnStored(
  file: Omit<StoredFile, 'data'>,
  { is }: Standing,
  { upload, input, route: { onStored }, call, note }: Confirmable,
  context: ConfirmContext,
): Promise<unknown> {
  if (!onStored) return undefined
  const event = { file, user: upload.user, input, id: uploadId(upload.key) }
  const startedAt = performance.now()
  const noteTime = (): void => note({ hookMs: Math.round(performance.now() - startedAt) })
  try {
    return await callHook('onStored', () => onStored(event), context).finally(noteTime)
  } catch (error) {
    const refusal = error instanceof Fault && !isPassing(error.code) ? error : undefined
    if (refusal && is !== 'confirmed') return refuse(refusal, { upload, call }, context)
    throw error
  }
}
