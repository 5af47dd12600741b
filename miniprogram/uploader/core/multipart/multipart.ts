import type { UploadedFile } from '../api'
import type { Crc64 } from '../crc64/crc64'
import { toDecimal } from '../crc64/decimal'
import { asUploadError } from '../errors'
import { fileCrc64, verifyStored } from '../file/file-crc64'
import { assertSame } from '../file/local-file'
import { withRetry } from '../flow/retry/with-retry'
import { orStopped } from '../flow/waiting'
import type { FileSource } from '../ports'
import type { UploadContext } from '../task/context'
import type { TaskControl } from '../task/task'
import { type Checkpoint, sentParts, withSentPart, withSentParts } from '../unfinished/checkpoint'
import { forget } from '../unfinished/unfinished'
import { isGone, isRefused } from '../unfinished/verdict'
import { type Part, partsOf, wholeCrc64 } from './plan'
import { askHeldParts } from './reconcile'
import { type Begun, type PartActs, runMultipart } from './run'
import { sendWhileOpen } from './session'

/**
 * Sends a file by parts and has the backend complete them. Stores a checkpoint all the time, so that the upload can be
 * resumed after the app was killed. Removes it at the end, except after a failure that may be temporary.
 */
export async function uploadByParts(
  begun: Begun,
  first: Checkpoint,
  context: UploadContext,
  control: TaskControl,
): Promise<UploadedFile> {
  const { ports, pace, gate, unfinished } = context
  const { checkpoints } = unfinished
  const { signal, retry } = control
  const found: Findings = {
    checkpoint: withSentParts({ ...first, partSize: begun.ticket.partSize }, begun.arrived),
    crc: undefined,
    refused: false,
  }
  const acts = partActs(found, context, control)

  checkpoints.save(found.checkpoint)
  // A hidden app may never come back to the front.
  const stopWatching = gate.subscribe(() => {
    if (gate.obstacle() === 'background') checkpoints.flush()
  })
  try {
    const conditions = { retry, pace, network: ports.lifecycle.network }
    const stored = await runMultipart({ ...begun, size: first.size }, acts, conditions, signal)
    // If the file was stored already when its parts were asked for, some of their checksums are unknown.
    const file = verifyStored(stored, found.crc ?? (await fileCrc64(first, context, signal)))
    await checkpoints.remove(first.id)
    return file
  } catch (thrown) {
    if (isGone(thrown)) await checkpoints.remove(first.id)
    else if (signal.stopped || found.refused || (await isOtherFile(first, thrown, ports.files)))
      await forget(first, unfinished)
    else checkpoints.flush()
    throw thrown
  } finally {
    stopWatching()
  }
}

/** What the acts of one upload find out. */
interface Findings {
  checkpoint: Checkpoint
  /** The checksum of the whole file; undefined unless those of all parts are known. */
  crc: Crc64 | undefined
  /** The backend has refused to complete this file. */
  refused: boolean
}

function partActs(found: Findings, context: UploadContext, control: TaskControl): PartActs {
  const { ports, backend, unfinished } = context
  const { signal, retry } = control
  const { upload, size, partSize } = found.checkpoint
  const parts = partsOf(size, partSize)
  return {
    withFile: (work) => sendWhileOpen(found.checkpoint, arrivedBytes(parts, found.checkpoint), work, context, control),
    sign(from) {
      const request = { upload, from, count: parts.length - from + 1 }
      return withRetry(() => backend.parts(request, signal), retry, signal)
    },
    async resume() {
      const held = await askHeldParts(found.checkpoint, context, control)
      found.checkpoint = withSentParts(found.checkpoint, held.arrived)
      return held
    },
    complete(arrived) {
      control.enter({ phase: 'confirming' })
      found.crc = wholeCrc64(parts, arrived)
      const request = { upload, ...(found.crc ? { crc64: toDecimal(found.crc) } : {}) }
      return orStopped(backend.complete(request, signal), signal).catch((thrown: unknown) => {
        found.refused = isRefused(thrown)
        throw thrown
      })
    },
    onArrived(part, sum) {
      if (signal.stopped) return
      found.checkpoint = withSentPart(found.checkpoint, part.number, sum, ports.clock.now())
      unfinished.checkpoints.save(found.checkpoint)
    },
    idle: () => control.report({ phase: 'queued' }),
  }
}

/** Whether the parts are not those of this file. One read that was cut short proves it only if the date changed too. */
async function isOtherFile(checkpoint: Checkpoint, thrown: unknown, files: FileSource): Promise<boolean> {
  const { code } = asUploadError(thrown)
  if (code === 'stored-differs') return true
  if (code !== 'file-changed') return false
  if (checkpoint.modified === undefined) return true
  return assertSame(checkpoint, files).then(
    () => false,
    (failure: unknown) => asUploadError(failure).code === 'file-changed',
  )
}

const arrivedBytes = (parts: readonly Part[], checkpoint: Checkpoint): number => {
  const sent = sentParts(checkpoint)
  return parts.reduce((sum, { number, length }) => sum + (sent.has(number) ? length : 0), 0)
}
