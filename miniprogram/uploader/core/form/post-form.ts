import type { FormTicket } from '../../contract'
import { asUploadError, UploadError } from '../errors'
import { attemptWhile } from '../flow/attempt'
import type { Signal } from '../flow/cancellation'
import type { Gate } from '../flow/gate'
import { isConnectionFailure } from '../flow/retry'
import { sendTimeoutMs } from '../flow/send-timeout'
import type { HttpAnswer, OnSent, Transport } from '../ports'

export interface FileToSend {
  path: string
  /** Bytes. */
  size: number
}

/**
 * One attempt to POST the file. A pause by the user ends it as `interrupted`, unless all bytes are out already.
 * Rejects with `not-confirmed` when all bytes left but no answer came.
 */
export async function postForm(
  file: FileToSend,
  ticket: FormTicket,
  { transport, gate, signal, onSent }: { transport: Transport; gate: Gate; signal: Signal; onSent: OnSent },
): Promise<HttpAnswer> {
  let allBytesLeft = false
  const attempt = attemptWhile(signal, gate, () => !allBytesLeft)
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
    attempt.end()
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
