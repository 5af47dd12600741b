import type { Ticket } from '../contract'
import { cancellation, type Signal } from './cancellation'
import { asUploadError, UploadError } from './errors'
import type { Gate } from './gate'
import type { HttpAnswer, OnSent, Transport } from './ports'
import { isConnectionFailure } from './retry'

export interface FileToSend {
  path: string
  /** Bytes. */
  size: number
}

/**
 * One attempt to POST the file. A pause by the user ends it as `cancelled`; a hidden app does not, for WeChat lets
 * requests go on for 5 s and a picker hides the app too.
 */
export async function sendFile(
  file: FileToSend,
  ticket: Ticket,
  { transport, gate, signal, onSent }: { transport: Transport; gate: Gate; signal: Signal; onSent: OnSent },
): Promise<HttpAnswer> {
  const attempt = cancellation()
  const unsubscribe = [
    signal.subscribe(attempt.stop),
    gate.subscribe(() => {
      if (gate.obstacle() === 'user') attempt.stop()
    }),
  ]
  let allBytesLeft = false
  try {
    const form = { url: ticket.url, fields: ticket.fields, path: file.path, timeoutMs: sendTimeoutMs(file.size) }
    return await transport.sendForm(form, attempt.signal, (sentBytes, totalBytes) => {
      if (attempt.signal.stopped) return
      allBytesLeft = sentBytes >= totalBytes
      onSent(sentBytes, totalBytes)
    })
  } catch (thrown) {
    const error = asUploadError(thrown)
    const answerLost =
      allBytesLeft && !signal.stopped && (isConnectionFailure(error.code) || error.code === 'cancelled')
    throw answerLost ? new UploadError('not-confirmed', { params: { oss: error.code }, cause: error }) : error
  } finally {
    for (const stop of unsubscribe) stop()
  }
}

const SLOWEST_BYTES_PER_SECOND = 50 * 1024
const LEAST_TIMEOUT_MS = 60_000
const MOST_TIMEOUT_MS = 600_000

/** WeChat's timeout is for the whole transfer, not for silence, so it grows with the file. */
export function sendTimeoutMs(size: number): number {
  return Math.min(MOST_TIMEOUT_MS, Math.max(LEAST_TIMEOUT_MS, (size / SLOWEST_BYTES_PER_SECOND) * 1000))
}
