import { persist } from '../persistence'
import type { Surroundings } from '../surroundings'
import type { Course } from '../task'
import { type Checkpoint, sentParts } from '../unfinished/checkpoint'
import { orStopped } from '../waiting'
import { withFile } from '../with-file'
import type { Begun } from './deliver-parts'
import { heldParts } from './held-parts'
import { partsOf } from './parts'

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
