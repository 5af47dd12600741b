import type { AbortAnswer } from '../contract'
import { asUploadError } from '../core/errors'
import type { Signal } from '../core/flow/cancellation'
import { abortParts } from './multipart-calls'
import { isVerdict } from './oss-calls'
import { ANY_TYPE, isOwnObject } from './stored-object'
import { readUpload } from './sts-upload'
import type { StsSurroundings } from './surroundings'

/** Removes the parts; of a form that may have arrived, the object, as far as the credentials allow that. */
export async function abort(text: string, { call, arrivals }: StsSurroundings, signal: Signal): Promise<AbortAnswer> {
  const upload = readUpload(text)
  const { id, key, parts } = upload
  if (parts && (await abortParts(key, parts.uploadId, call, signal))) return { stored: false }
  arrivals.take(id)
  const isThere = await isOwnObject(upload, call, signal).catch(unlessVerdict(false))
  // What was put together by parts was confirmed by that.
  if (!isThere || parts) return { stored: isThere }
  const remove = call({ method: 'DELETE', key, headers: ANY_TYPE }, signal).then(() => false)
  return { stored: await remove.catch(unlessVerdict(true)) }
}

/** What to make of OSS's refusal: it will say the same next time. What came in the way otherwise may then be over. */
const unlessVerdict =
  (answer: boolean) =>
  (thrown: unknown): boolean => {
    if (isVerdict(asUploadError(thrown))) return answer
    throw thrown
  }
