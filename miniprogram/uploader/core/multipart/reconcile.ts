import type { HeldPart } from '../../contract'
import { isSameCrc64, type PartSum } from '../crc64/crc64'
import { fromDecimal } from '../crc64/decimal'
import type { PacedCrc64 } from '../crc64/paced-crc64'
import { UploadError } from '../errors'
import { withFile } from '../file/local-file'
import { rangeCrc64 } from '../file/range-crc64'
import { withRetry } from '../flow/retry/with-retry'
import { orStopped } from '../flow/waiting'
import type { OpenFile, Signal } from '../ports'
import type { UploadContext } from '../task/context'
import type { TaskControl } from '../task/task'
import { type Checkpoint, sentParts } from '../unfinished/checkpoint'
import { type Part, partsOf } from './plan'
import type { Begun } from './run'

/** Asks the backend which parts OSS holds, and gets a fresh ticket. Answers only parts with the bytes of this file. */
export async function askHeldParts(
  checkpoint: Checkpoint,
  { ports, backend, checksums }: UploadContext,
  { signal, retry }: TaskControl,
): Promise<Begun> {
  const ask = () => backend.resume(checkpoint.upload, signal)
  const answer = await orStopped(withRetry(ask, retry, signal), signal)
  const { path, size } = checkpoint
  const { partSize, partCount } = answer.ticket
  if (Math.ceil(size / partSize) !== partCount) {
    throw new UploadError('server-answer-invalid', { params: { status: 200 } })
  }
  // A damaged checkpoint may tell of parts of another size, whose checksums say nothing here.
  const sent = partSize === checkpoint.partSize ? sentParts(checkpoint) : new Map()
  const known = { parts: partsOf(size, partSize), sent }
  const arrived = await withFile(ports.files, path, (file) =>
    reconcileParts(answer.parts, known, { file, checksums }, signal),
  )
  return { ticket: answer.ticket, arrived }
}

export interface KnownParts {
  parts: readonly Part[]
  /** The checksums of the parts that were sent, as far as they are known. */
  sent: ReadonlyMap<number, PartSum>
}

/**
 * Finds the parts at OSS whose checksum equals that of the bytes sent. If that is unknown, because the app did not hear
 * of the part's arrival, it is computed from the file: reading is cheaper than sending.
 */
export async function reconcileParts(
  held: readonly HeldPart[],
  { parts, sent }: KnownParts,
  { file, checksums }: { file: OpenFile; checksums: PacedCrc64 },
  signal: Signal,
): Promise<Map<number, PartSum>> {
  const own = new Map<number, PartSum>()
  for (const { number, crc64 } of held) {
    const part = parts[number - 1]
    const theirs = fromDecimal(crc64)
    if (!part || !theirs) continue
    const ours = sent.get(number) ?? (await rangeCrc64(file, part, checksums, signal))
    if (ours && isSameCrc64(ours, theirs)) own.set(number, ours)
  }
  return own
}
