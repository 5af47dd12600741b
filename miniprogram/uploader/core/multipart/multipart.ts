import type { StoredFile } from '../../contract'
import type { UploadedFile } from '../api'
import type { Crc64 } from '../crc64/crc64'
import { toDecimal } from '../crc64/decimal'
import { asUploadError } from '../errors'
import { fileCrc64 } from '../file/file-crc64'
import { assertSame } from '../file/inspect'
import { orStopped } from '../flow/waiting'
import { withRetry } from '../flow/with-retry'
import { verifyStored } from '../form/form'
import type { FileSource } from '../ports'
import type { UploadContext } from '../task/context'
import type { TaskControl } from '../task/task'
import { type Checkpoint, sentParts, withSentPart, withSentParts } from '../unfinished/checkpoint'
import { forget } from '../unfinished/unfinished'
import { isGone, isRefused } from '../unfinished/verdict'
import { askHeldParts } from './ask-held'
import { type Part, partsOf } from './plan'
import { type Begun, type PartActs, runMultipart } from './run'
import { sendWhileOpen } from './session'
import { wholeCrc64 } from './whole-crc64'

/**
 * Sends a file by parts and has them put together. What it needs to go on after the app was killed is kept all along,
 * and forgotten when it has ended: but for failures that another day may mend.
 */
export async function uploadByParts(
  begun: Begun,
  first: Checkpoint,
  context: UploadContext,
  control: TaskControl,
): Promise<UploadedFile> {
  const { ports, backend, checkpoints } = context
  const { signal } = control
  const { size } = first
  const parts = partsOf(size, first.partSize)
  const patience = { clock: ports.clock, random: ports.random, gate: control.gate }
  let checkpoint = withSentParts(first, begun.arrived)
  let crc: Crc64 | undefined
  let refused = false

  const acts: PartActs = {
    withFile: (work) => sendWhileOpen(first, arrivedBytes(parts, checkpoint), work, context, control),
    sign: (from) => {
      const request = { upload: first.upload, from, count: parts.length - from + 1 }
      return withRetry(() => backend.parts(request, signal), patience, signal)
    },
    async resume() {
      const held = await askHeldParts(checkpoint, context, control)
      checkpoint = withSentParts(checkpoint, held.arrived)
      return held
    },
    complete(arrived): Promise<StoredFile> {
      control.enter({ phase: 'confirming' })
      crc = wholeCrc64(parts, arrived)
      const request = { upload: first.upload, ...(crc ? { crc64: toDecimal(crc) } : {}) }
      return orStopped(backend.complete(request, signal), signal).catch((thrown: unknown) => {
        refused = isRefused(thrown)
        throw thrown
      })
    },
    onArrived(part, sum) {
      if (signal.stopped) return
      checkpoint = withSentPart(checkpoint, part.number, sum, ports.clock.now())
      checkpoints.save(checkpoint)
    },
    rest: () => control.report({ phase: 'queued' }),
  }

  checkpoints.save(checkpoint)
  // A hidden app may never be shown again.
  const stopWatching = context.gate.subscribe(() => {
    if (context.gate.obstacle() === 'background') checkpoints.flush()
  })
  try {
    const conditions = { patience, pace: context.pace, network: ports.lifecycle.network }
    const stored = await runMultipart({ ...begun, size }, acts, conditions, signal)
    const file = verifyStored(stored, crc ?? (await readAgain(first, context, control)))
    await checkpoints.remove(first.id)
    return file
  } catch (thrown) {
    if (isGone(thrown)) await checkpoints.remove(first.id)
    else if (signal.stopped || refused || (await isAnother(first, thrown, ports.files))) await forget(first, context)
    else checkpoints.flush()
    throw thrown
  } finally {
    stopWatching()
  }
}

/** It was stored already when its parts were asked for: their sums are not all known. */
const readAgain = ({ path, size }: Checkpoint, { ports, checksums, link }: UploadContext, { signal }: TaskControl) => {
  const linkBytesPerSecond = link.estimate(ports.lifecycle.network())
  return fileCrc64(path, size, { files: ports.files, checksums, linkBytesPerSecond }, signal)
}

/** What was sent is no part of this file. One read that was cut short does not say so, if its date does not. */
async function isAnother({ path, size, modified }: Checkpoint, thrown: unknown, files: FileSource): Promise<boolean> {
  const { code } = asUploadError(thrown)
  if (code !== 'file-changed' || modified === undefined) return code === 'file-changed' || code === 'stored-differs'
  return assertSame(path, { size, modified }, files).then(
    () => false,
    (found: unknown) => asUploadError(found).code === 'file-changed',
  )
}

const arrivedBytes = (parts: readonly Part[], checkpoint: Checkpoint): number => {
  const sent = sentParts(checkpoint)
  return parts.reduce((sum, { number, length }) => sum + (sent.has(number) ? length : 0), 0)
}
