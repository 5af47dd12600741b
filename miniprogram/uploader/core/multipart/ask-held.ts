import { withFile } from '../file/with-file'
import { orStopped } from '../flow/waiting'
import { withRetry } from '../flow/with-retry'
import type { UploadContext } from '../task/context'
import type { TaskControl } from '../task/task'
import { type Checkpoint, sentParts } from '../unfinished/checkpoint'
import { partsOf } from './plan'
import { reconcileParts } from './reconcile'
import type { Begun } from './run'

/** What OSS holds of the file, with a fresh ticket. */
export async function askHeldParts(
  checkpoint: Checkpoint,
  { ports, backend, checksums }: UploadContext,
  { signal, gate }: TaskControl,
): Promise<Begun> {
  const { clock, random } = ports
  const ask = () => backend.resume(checkpoint.upload, signal)
  const answer = await orStopped(withRetry(ask, { clock, random, gate }, signal), signal)
  const { path, size, partSize } = checkpoint
  const known = { parts: partsOf(size, partSize), sent: sentParts(checkpoint) }
  const arrived = await withFile(ports.files, path, (file) =>
    reconcileParts(answer.parts, known, { file, checksums }, signal),
  )
  return { ticket: answer.ticket, arrived }
}
