import type { HeldPart } from '../../contract'
import { type Crc64, EMPTY_CRC64, isSameCrc64 } from '../crc64/crc64'
import { fromDecimal } from '../crc64/decimal'
import type { PacedCrc64 } from '../crc64/paced-crc64'
import type { Signal } from '../flow/cancellation'
import type { OpenFile } from '../ports'
import type { Part } from './plan'

export interface KnownParts {
  parts: readonly Part[]
  /** What was sent, as far as it is remembered. */
  sent: ReadonlyMap<number, Crc64>
}

/**
 * Which of the parts that OSS holds are the file's own: those whose checksum is that of what was sent. Of a part that
 * arrived unnoticed it is computed from the file: reading is cheaper than sending.
 */
export async function reconcileParts(
  held: readonly HeldPart[],
  { parts, sent }: KnownParts,
  { file, checksums }: { file: OpenFile; checksums: PacedCrc64 },
  signal: Signal,
): Promise<Map<number, Crc64>> {
  const own = new Map<number, Crc64>()
  for (const { number, crc64 } of held) {
    const part = parts[number - 1]
    const theirs = fromDecimal(crc64)
    if (!part || !theirs) continue
    const ours = sent.get(number) ?? (await checksums.update(EMPTY_CRC64, await read(part, file), signal))
    if (isSameCrc64(ours, theirs)) own.set(number, ours)
  }
  return own
}

const read = ({ position, length }: Part, file: OpenFile): Promise<ArrayBuffer> => file.read(position, length)
