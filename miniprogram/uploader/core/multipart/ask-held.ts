import { withFile } from '../file/with-file'
import { orStopped } from '../flow/waiting'
import { persist } from '../flow/with-retry'
import type { Surroundings } from '../task/context'
import type { Course } from '../task/task'
import { type Checkpoint, sentParts } from '../unfinished/checkpoint'
import { partsOf } from './plan'
import { heldParts } from './reconcile'
import type { Begun } from './run'

/** What OSS holds of the file, with a fresh ticket. */
export async function askHeld(
  checkpoint: Checkpoint,
  { ports, backend, checksums }: Surroundings,
  { signal, gate }: Course,
): Promise<Begun> {
  const { clock, random } = ports
  const ask = () => backend.resume(checkpoint.upload, signal)
  const answer = await orStopped(persist(ask, { clock, random, gate }, signal), signal)
  const { path, size, partSize } = checkpoint
  const known = { parts: partsOf(size, partSize), sent: sentParts(checkpoint) }
  const arrived = await withFile(ports.files, path, (file) =>
    heldParts(answer.parts, known, { file, checksums }, signal),
  )
  return { ticket: answer.ticket, arrived }
}
