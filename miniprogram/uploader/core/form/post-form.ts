import type { FormTicket, StoredFile } from '../../contract'
import { readError, readStoredFile } from '../backend/answers'
import { atBucket } from '../backend/at-bucket'
import { parseJson } from '../backend/json'
import { ossError } from '../backend/oss-error'
import { asUploadError, UploadError } from '../errors'
import { attemptWhile } from '../flow/attempt'
import type { Gate } from '../flow/gate'
import { isConnectionFailure } from '../flow/retry/retry'
import { sendTimeoutMs } from '../flow/speed'
import type { HttpAnswer, OnSent, Signal, Transport } from '../ports'

export interface FileToSend {
  path: string
  /** Bytes. */
  size: number
}

/**
 * Makes one attempt to POST the file. A pause by the user ends it as `interrupted`, unless all bytes have been sent.
 * Rejects with `not-confirmed` if all bytes were sent but no answer came.
 */
export async function postForm(
  file: FileToSend,
  ticket: FormTicket,
  { transport, gate, signal, onSent }: { transport: Transport; gate: Gate; signal: Signal; onSent: OnSent },
): Promise<HttpAnswer> {
  let isAllSent = false
  const attempt = attemptWhile(signal, gate, () => !isAllSent)
  try {
    const form = { url: ticket.url, fields: ticket.fields, path: file.path, timeoutMs: sendTimeoutMs(file.size) }
    return await transport.sendForm(form, attempt.signal, (sentBytes, totalBytes) => {
      if (attempt.signal.stopped) return
      isAllSent = sentBytes >= totalBytes
      onSent(sentBytes, totalBytes)
    })
  } catch (thrown) {
    throw signal.stopped ? thrown : sendFailure(atBucket(asUploadError(thrown), ticket.url), isAllSent)
  } finally {
    attempt.end()
  }
}

function sendFailure(error: UploadError, isAllSent: boolean): UploadError {
  // The upload was not cancelled: the user paused it, or the platform aborted the request by itself.
  const code = error.code === 'cancelled' ? 'interrupted' : error.code
  if (isAllSent && isConnectionFailure(code)) {
    return new UploadError('not-confirmed', { params: { oss: code }, cause: error })
  }
  return code === error.code ? error : new UploadError(code, { cause: error })
}

/**
 * Reads the bucket's answer to a PostObject. Returns the file if the backend confirmed it during the upload: OSS passes
 * the answer of its callback on as the body. Returns undefined if the file is stored but not confirmed yet.
 *
 * `wx.uploadFile` calls `success` on any status. 203 looks like success but is not: stored, but the callback failed.
 * https://help.aliyun.com/en/oss/developer-reference/callback
 *
 * @throws UploadError what OSS or the backend refused
 */
export function readPostAnswer(answer: HttpAnswer): StoredFile | undefined {
  if (answer.status === 203 || answer.status < 200 || answer.status >= 300) throw ossError(answer)
  const body = parseJson(answer.text)
  const refusal = readError(body)
  if (refusal) throw refusal
  return readStoredFile(body)
}
