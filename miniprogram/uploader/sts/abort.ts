import type { AbortAnswer } from '../contract'
import { asUploadError } from '../core/errors'
import type { Signal } from '../core/ports'
import { isVerdict } from './calls/call-oss'
import { abortParts } from './calls/multipart-calls'
import { isOwnObject } from './calls/stored-object'
import type { StsContext } from './sts-context'
import { readUpload } from './sts-upload'

/** Removes the parts of a multipart upload, or the object of a form, if the credentials allow that. */
export async function abort(text: string, { call, receipts }: StsContext, signal: Signal): Promise<AbortAnswer> {
  const upload = readUpload(text)
  const { id, key, parts } = upload
  if (parts && (await abortParts(key, parts.uploadId, call, signal))) return { stored: false }
  receipts.take(id)
  const isStored = await isOwnObject(upload, call, signal).catch(unlessVerdict(false))
  // Completing a multipart upload also confirmed it, so its object stays.
  if (!isStored || parts) return { stored: isStored }
  const removed = call({ method: 'DELETE', key }, signal).then(() => false)
  return { stored: await removed.catch(unlessVerdict(true)) }
}

/** OSS would repeat a refusal, so `answer` replaces it. Any other failure may pass, so it is thrown. */
const unlessVerdict =
  (answer: boolean) =>
  (thrown: unknown): boolean => {
    if (isVerdict(asUploadError(thrown))) return answer
    throw thrown
  }
