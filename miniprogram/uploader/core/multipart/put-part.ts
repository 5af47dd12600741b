import { atBucket } from '../backend/at-bucket'
import { ossError } from '../backend/oss-error'
import { type Crc64, EMPTY_CRC64 } from '../crc64/crc64'
import { toDecimal } from '../crc64/decimal'
import type { PacedCrc64 } from '../crc64/paced-crc64'
import { asUploadError, UploadError } from '../errors'
import { cancellation } from '../flow/cancellation'
import { sendTimeoutMs } from '../flow/speed'
import type { HttpAnswer, OnSent, OpenFile, Signal, Transport } from '../ports'
import type { Part } from './plan'
import type { SignedPart } from './signatures'

export interface PartToSend {
  part: Part
  file: OpenFile
  signed: SignedPart
}

/**
 * Reads one part, PUTs it, and resolves with its CRC-64. The buffer lives only as long as this attempt.
 * Rejects with `network` if OSS received other bytes than were sent.
 */
export async function putPart(
  { part, file, signed }: PartToSend,
  { transport, checksums }: { transport: Transport; checksums: PacedCrc64 },
  signal: Signal,
  onSent: OnSent,
): Promise<Crc64> {
  const body = await file.read(part.position, part.length)
  const { url, headers } = signed
  const request = { method: 'PUT' as const, url, headers, body, timeoutMs: sendTimeoutMs(part.length) }
  // The checksum is useless without the answer, and the answer without the checksum: if one fails, stop both.
  const both = cancellation()
  const unsubscribe = signal.subscribe(both.stop)
  try {
    const sending = transport.send(request, both.signal, onSent).catch((thrown) => {
      throw atBucket(asUploadError(thrown), url)
    })
    // The checksum is computed while the bytes are being sent.
    const [answer, crc] = await Promise.all([sending, checksums.update(EMPTY_CRC64, body, both.signal)])
    if (answer.status !== 200) throw ossError(answer)
    assertArrived(answer, crc, part)
    return crc
  } finally {
    unsubscribe()
    both.stop()
  }
}

/**
 * Compares the checksums where the platform shows OSS's header.
 * https://help.aliyun.com/zh/oss/developer-reference/uploadpart
 */
function assertArrived({ headers }: HttpAnswer, crc: Crc64, { number }: Part): void {
  const arrived = headers['x-oss-hash-crc64ecma']
  if (arrived === undefined || arrived === toDecimal(crc)) return
  throw new UploadError('network', { params: { detail: `part ${number} arrived damaged` } })
}
