import type { StoredFile } from '../../contract'
import type { UploadedFile } from '../api'
import { asUploadError } from '../errors'
import { fileCrc64, verifyStored } from '../file/file-crc64'
import { fingerprint } from '../file/fingerprint'
import { assertSame, fileChanged } from '../file/local-file'
import { withRetry } from '../flow/retry/with-retry'
import { orStopped } from '../flow/waiting'
import { uploadByParts } from '../multipart/multipart'
import { askHeldParts } from '../multipart/reconcile'
import type { Begun } from '../multipart/run'
import type { UploadContext } from '../task/context'
import type { TaskControl } from '../task/task'
import type { Checkpoint } from '../unfinished/checkpoint'
import { forget } from '../unfinished/unfinished'
import { isGone, isRefused } from '../unfinished/verdict'

/**
 * Resumes an upload from its checkpoint: sends the parts that OSS does not hold yet. Rejects with `file-missing` or
 * `file-changed`; with `upload-expired` or `upload-invalid` if the upload is no longer known.
 * @param checkpoint must have been claimed; the claim ends when this settles
 */
export async function resumeFrom(
  checkpoint: Checkpoint,
  context: UploadContext,
  control: TaskControl,
): Promise<UploadedFile> {
  const { checkpoints, claimed } = context.unfinished
  const { id } = checkpoint
  try {
    control.enter({ phase: 'authorizing' })
    control.setSize(checkpoint.size)
    await orStopped(assertSameBytes(checkpoint, context, control), control.signal)
    const begun = await heldOrStored(checkpoint, context, control)
    if ('stored' in begun) return begun.stored
    return await uploadByParts(begun, checkpoint, context, control)
  } catch (thrown) {
    if (isGone(thrown)) await checkpoints.remove(id)
    else if (control.signal.stopped || asUploadError(thrown).code === 'stored-differs')
      await forget(checkpoint, context.unfinished)
    throw thrown
  } finally {
    claimed.delete(id)
  }
}

async function assertSameBytes(checkpoint: Checkpoint, context: UploadContext, { signal }: TaskControl): Promise<void> {
  await assertSame(checkpoint, context.ports.files)
  const print = await fingerprint(checkpoint, context, signal)
  if (print !== checkpoint.fingerprint) throw fileChanged(checkpoint.size)
}

async function heldOrStored(
  checkpoint: Checkpoint,
  context: UploadContext,
  control: TaskControl,
): Promise<Begun | { stored: UploadedFile }> {
  try {
    return await askHeldParts(checkpoint, context, control)
  } catch (thrown) {
    if (asUploadError(thrown).code !== 'already-exists') throw thrown
    return { stored: await confirmStored(checkpoint, context, control) }
  }
}

/** The parts were completed, but the app was killed before it got the answer. */
async function confirmStored(
  checkpoint: Checkpoint,
  context: UploadContext,
  { signal, retry, report }: TaskControl,
): Promise<UploadedFile> {
  const { backend, unfinished } = context
  const { id, upload } = checkpoint
  report({ phase: 'confirming' })
  const complete = (): Promise<StoredFile> => backend.complete({ upload }, signal)
  const stored = await orStopped(withRetry(complete, retry, signal), signal).catch(async (thrown: unknown) => {
    if (isRefused(thrown)) await forget(checkpoint, unfinished)
    throw thrown
  })
  const crc = await fileCrc64(checkpoint, context, signal)
  await unfinished.checkpoints.remove(id)
  return verifyStored(stored, crc)
}
