import type { StoredFile } from '../../contract'
import type { LocalFile, UploadedFile } from '../api'
import { asUploadError, UploadError } from '../errors'
import { fileCrc64 } from '../file/file-crc64'
import { fingerprint } from '../file/fingerprint'
import { assertSame, fileChanged } from '../file/inspect'
import { withFile } from '../file/with-file'
import { orStopped } from '../flow/waiting'
import { withRetry } from '../flow/with-retry'
import { verifyStored } from '../form/form'
import { askHeldParts } from '../multipart/ask-held'
import { uploadByParts } from '../multipart/multipart'
import type { Begun } from '../multipart/run'
import type { UploadContext } from '../task/context'
import type { TaskControl } from '../task/task'
import { type Checkpoint, repicked } from '../unfinished/checkpoint'
import { forget } from '../unfinished/unfinished'
import { isGone, isRefused } from '../unfinished/verdict'
import { performUpload } from './upload'

/**
 * Goes on with an upload that an earlier run of the app began; where the backend or OSS knows it no more, from zero.
 * @param picked the same file, picked again.
 */
export async function resumeUpload(
  id: string,
  picked: LocalFile | undefined,
  context: UploadContext,
  control: TaskControl,
): Promise<UploadedFile> {
  const found = await claim(id, context)
  const checkpoint = picked ? repicked(found, picked.path) : found
  return resumeFrom(checkpoint, context, control).catch((thrown: unknown) => {
    if (!isGone(thrown)) throw thrown
    const { path, name, size, route, input } = checkpoint
    const file = { path, size, ...(name ? { name } : {}) }
    return performUpload({ id, file, purpose: { route, input } }, context, control)
  })
}

/** Nobody else is given it from then on: two at once would send everything twice. */
async function claim(id: string, { carried, checkpoints }: UploadContext): Promise<Checkpoint> {
  if (carried.has(id)) throw new UploadError('upload-expired')
  carried.add(id)
  const found = await checkpoints.find(id)
  if (found) return found
  carried.delete(id)
  throw new UploadError('upload-expired')
}

/**
 * @param checkpoint one that was claimed; whoever claimed it has it until this ends.
 * Rejects with `file-missing`, `file-changed`; `upload-expired` or `upload-invalid` when it is known no more.
 */
export async function resumeFrom(
  checkpoint: Checkpoint,
  context: UploadContext,
  control: TaskControl,
): Promise<UploadedFile> {
  const { id } = checkpoint
  try {
    control.enter({ phase: 'authorizing' })
    control.setSize(checkpoint.size)
    await orStopped(assertOwn(checkpoint, context, control), control.signal)
    const begun = await held(checkpoint, context, control)
    if ('stored' in begun) return begun.stored
    return await uploadByParts(begun, checkpoint, context, control)
  } catch (thrown) {
    if (isGone(thrown)) await context.checkpoints.remove(id)
    else if (control.signal.stopped || asUploadError(thrown).code === 'stored-differs')
      await forget(checkpoint, context)
    throw thrown
  } finally {
    context.carried.delete(id)
  }
}

async function assertOwn(
  checkpoint: Checkpoint,
  { ports, checksums }: UploadContext,
  control: TaskControl,
): Promise<void> {
  const { path, size, modified } = checkpoint
  await assertSame(path, modified === undefined ? { size } : { size, modified }, ports.files)
  const print = await withFile(ports.files, path, (file) => fingerprint(file, size, checksums, control.signal))
  if (print !== checkpoint.fingerprint) throw fileChanged(size)
}

async function held(
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

/** Its parts were put together, and the app was killed before it heard of that. */
async function confirmStored(
  checkpoint: Checkpoint,
  context: UploadContext,
  { signal, gate, report }: TaskControl,
): Promise<UploadedFile> {
  const { ports, backend, checksums, link, checkpoints } = context
  const { id, upload, path, size } = checkpoint
  report({ phase: 'confirming' })
  const patience = { clock: ports.clock, random: ports.random, gate }
  const complete = (): Promise<StoredFile> => backend.complete({ upload }, signal)
  const stored = await orStopped(withRetry(complete, patience, signal), signal).catch(async (thrown: unknown) => {
    if (isRefused(thrown)) await forget(checkpoint, context)
    throw thrown
  })
  const linkBytesPerSecond = link.estimate(ports.lifecycle.network())
  const crc = await fileCrc64(path, size, { files: ports.files, checksums, linkBytesPerSecond }, signal)
  await checkpoints.remove(id)
  return verifyStored(stored, crc)
}
