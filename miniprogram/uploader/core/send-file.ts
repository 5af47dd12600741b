import type { FormTicket } from '../contract'
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
 * One attempt to POST the file. A pause by the user ends it as `interrupted`, unless all bytes are out already; a
 * hidden app does not, for WeChat lets requests go on for 5 s and a picker hides the app too.
 * Rejects with `not-confirmed` when all bytes left but no answer came.
 */
export async function sendFile(
  file: FileToSend,
  ticket: FormTicket,
  { transport, gate, signal, onSent }: { transport: Transport; gate: Gate; signal: Signal; onSent: OnSent },
): Promise<HttpAnswer> {
  const attempt = cancellation()
  let allBytesLeft = false
  const unsubscribe = [
    signal.subscribe(attempt.stop),
    gate.subscribe(() => {
      if (gate.obstacle() === 'user' && !allBytesLeft) attempt.stop()
    }),
  ]
  try {
    const form = { url: ticket.url, fields: ticket.fields, path: file.path, timeoutMs: sendTimeoutMs(file.size) }
    return await transport.sendForm(form, attempt.signal, (sentBytes, totalBytes) => {
      if (attempt.signal.stopped) return
      allBytesLeft = sentBytes >= totalBytes
      onSent(sentBytes, totalBytes)
    })
  } catch (thrown) {
    throw signal.stopped ? thrown : sendFailure(asUploadError(thrown), allBytesLeft)
  } finally {
    for (const stop of unsubscribe) stop()
  }
}

function sendFailure(error: UploadError, allBytesLeft: boolean): UploadError {
  // Nobody cancelled the upload: the user paused it, or the platform aborted by itself.
  const code = error.code === 'cancelled' ? 'interrupted' : error.code
  if (allBytesLeft && isConnectionFailure(code)) {
    return new UploadError('not-confirmed', { params: { oss: code }, cause: error })
  }
  return code === error.code ? error : new UploadError(code, { cause: error })
}

const SLOWEST_BYTES_PER_SECOND = 50 * 1024
const LEAST_TIMEOUT_MS = 60_000
const MOST_TIMEOUT_MS = 600_000

/** WeChat's timeout is for the whole transfer, not for silence, so it grows with the file. */
export function sendTimeoutMs(size: number): number {
  return Math.min(MOST_TIMEOUT_MS, Math.max(LEAST_TIMEOUT_MS, (size / SLOWEST_BYTES_PER_SECOND) * 1000))
}
