import { atBucket } from '../backend/at-bucket'
import { ossError } from '../backend/oss-error'
import { type Crc64, EMPTY_CRC64, isSameCrc64, type PartSum } from '../crc64/crc64'
import { fromDecimal } from '../crc64/decimal'
import type { PacedCrc64 } from '../crc64/paced-crc64'
import { asUploadError, UploadError } from '../errors'
import { rangeCrc64 } from '../file/range-crc64'
import { cancellation } from '../flow/cancellation'
import { sendTimeoutMs } from '../flow/speed'
import type { HttpAnswer, HttpRequest, OnSent, OpenFile, Signal, Transport } from '../ports'
import type { PartSums } from './part-sums'
import type { Part } from './plan'
import type { SignedPart } from './signatures'

export interface PartToSend {
  part: Part
  file: OpenFile
  signed: SignedPart
}

export interface PartSending {
  transport: Transport
  checksums: PacedCrc64
  sums: PartSums
}

/**
 * PUTs one part, and resolves with its CRC-64. A part that must be read is in memory only during this attempt. A device too slow
 * to compute the CRC-64 in time resolves with OSS's own; with undefined where the platform does not show it.
 * Rejects with `network` if OSS received other bytes than were sent.
 */
export async function putPart(
  { part, file, signed }: PartToSend,
  { transport, checksums, sums }: PartSending,
  signal: Signal,
  onSent: OnSent,
): Promise<PartSum | undefined> {
  const slice = file.slice?.(part.position, part.length)
  const bytes = slice ? undefined : await file.read(part.position, part.length)
  const body = slice ?? bytes
  const compute = (stop: Signal): Promise<Crc64 | undefined> =>
    bytes ? checksums.update(EMPTY_CRC64, bytes, stop, sums.restMs) : rangeCrc64(file, part, checksums, stop)
  const { url, headers } = signed
  const request: HttpRequest = {
    method: 'PUT',
    url,
    headers,
    ...(body && { body }),
    timeoutMs: sendTimeoutMs(part.length),
  }
  // The checksum is useless without the answer: if the request fails, stop both.
  const both = cancellation()
  const unsubscribe = signal.subscribe(both.stop)
  try {
    const sending = transport.send(request, both.signal, onSent)
    // The checksum is computed while the bytes are being sent.
    const sum = sums.begin(compute, both.signal)
    const answer = await sending.catch((thrown) => {
      throw atBucket(asUploadError(thrown), url)
    })
    if (answer.status !== 200) throw ossError(answer)
    return arrivedSum(answer, await sum(), part)
  } finally {
    unsubscribe()
    both.stop()
  }
}

/**
 * Compares the checksums where both are known: that of OSS only where the platform shows its header.
 * https://help.aliyun.com/zh/oss/developer-reference/uploadpart
 */
function arrivedSum({ headers }: HttpAnswer, own: Crc64 | undefined, { number }: Part): PartSum | undefined {
  const arrived = fromDecimal(headers['x-oss-hash-crc64ecma'] ?? '')
  if (!arrived) return own
  if (!own) return { ...arrived, byOss: true }
  if (isSameCrc64(own, arrived)) return own
  throw new UploadError('network', { params: { detail: `part ${number} arrived damaged` } })
}
