import { type Crc64, EMPTY_CRC64 } from '../crc64/crc64'
import { toDecimal } from '../crc64/decimal'
import type { PacedCrc64 } from '../crc64/paced-crc64'
import type { Signal } from '../flow/cancellation'
import type { OpenFile } from '../ports'

const SAMPLES = 16
const SAMPLE_BYTES = 4096

/**
 * Tells a file from another of the same size, without reading all of it: the CRC-64 of samples spread over it, its
 * first and last bytes among them.
 */
export async function fingerprint(
  file: OpenFile,
  size: number,
  checksums: PacedCrc64,
  signal: Signal,
): Promise<string> {
  let crc: Crc64 = EMPTY_CRC64
  for (const position of samplePositions(size)) {
    const sample = await file.read(position, Math.min(SAMPLE_BYTES, size - position))
    crc = await checksums.update(crc, sample, signal)
  }
  return toDecimal(crc)
}

export function samplePositions(size: number): number[] {
  if (size <= SAMPLES * SAMPLE_BYTES) return blocks(Math.ceil(size / SAMPLE_BYTES), SAMPLE_BYTES)
  return blocks(SAMPLES, (size - SAMPLE_BYTES) / (SAMPLES - 1))
}

const blocks = (count: number, step: number): number[] =>
  Array.from({ length: count }, (_, index) => Math.floor(index * step))
