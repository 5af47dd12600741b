import { ossError } from '../backend/oss-error'
import { type Crc64, EMPTY_CRC64 } from '../crc64/crc64'
import { toDecimal } from '../crc64/decimal'
import type { PacedCrc64 } from '../crc64/paced-crc64'
import { UploadError } from '../errors'
import { cancellation, type Signal } from '../flow/cancellation'
import { sendTimeoutMs } from '../flow/send-timeout'
import type { HttpAnswer, OnSent, OpenFile, Transport } from '../ports'
import type { Part } from './plan'
import type { SignedPart } from './signatures'

export interface PartToSend {
  part: Part
  file: OpenFile
  signed: SignedPart
}

/**
 * Reads one part and PUTs it; answers its CRC-64. The buffer is this attempt's own: it is gone with it.
 * Rejects with `network` when OSS received other bytes than were sent.
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
  // The sum is of no use without the answer, nor the answer without the sum.
  const both = cancellation()
  const unsubscribe = signal.subscribe(both.stop)
  try {
    const sending = transport.send(request, both.signal, onSent)
    // Computed while the bytes are on their way.
    const [answer, crc] = await Promise.all([sending, checksums.update(EMPTY_CRC64, body, both.signal)])
    if (answer.status !== 200) throw ossError(answer)
    assertArrived(answer, crc, part)
    return crc
  } finally {
    unsubscribe()
    both.stop()
  }
}

/** Where the platform shows the header. https://help.aliyun.com/zh/oss/developer-reference/uploadpart */
function assertArrived({ headers }: HttpAnswer, crc: Crc64, { number }: Part): void {
  const arrived = headers['x-oss-hash-crc64ecma']
  if (arrived === undefined || arrived === toDecimal(crc)) return
  throw new UploadError('network', { params: { detail: `part ${number} arrived damaged` } })
}
