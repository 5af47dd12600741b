import { type Crc64, EMPTY_CRC64 } from '../crc64/crc64'
import { toDecimal } from '../crc64/decimal'
import type { Signal } from '../ports'
import type { ChecksumContext } from './file-crc64'
import { withFile } from './local-file'

const SAMPLES = 16
const SAMPLE_BYTES = 4096

/**
 * Distinguishes a file from others of the same size without reading all of it: the CRC-64 of samples spread over it,
 * including its first and last bytes.
 */
export function fingerprint(
  { path, size }: { path: string; size: number },
  { ports, checksums }: Pick<ChecksumContext, 'ports' | 'checksums'>,
  signal: Signal,
): Promise<string> {
  return withFile(ports.files, path, async (file) => {
    let crc: Crc64 = EMPTY_CRC64
    for (const position of samplePositions(size)) {
      const sample = await file.read(position, Math.min(SAMPLE_BYTES, size - position))
      crc = await checksums.update(crc, sample, signal)
    }
    return toDecimal(crc)
  })
}

export function samplePositions(size: number): number[] {
  if (size <= SAMPLES * SAMPLE_BYTES) return blocks(Math.ceil(size / SAMPLE_BYTES), SAMPLE_BYTES)
  return blocks(SAMPLES, (size - SAMPLE_BYTES) / (SAMPLES - 1))
}

const blocks = (count: number, step: number): number[] =>
  Array.from({ length: count }, (_, index) => Math.floor(index * step))
