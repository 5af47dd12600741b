/** What a failure says of an upload by parts: whether another day may still mend it. */
import { ERRORS, type ErrorCode } from '../../error-codes'
import { asUploadError } from '../errors'

/** The backend or OSS knows it no more: it can only begin anew. */
export const isGone = (thrown: unknown): boolean => {
  const { code } = asUploadError(thrown)
  return code === 'upload-expired' || code === 'upload-invalid'
}

/** Refusals of a request, or of a backend that is not set up; the file may still be welcome. */
const OF_THE_REQUEST: ErrorCode[] = [
  'bad-request',
  'body-too-large',
  'not-found',
  'unauthenticated',
  'server-misconfigured',
]

/** Of an answer to `complete`: it does not want this file, now or ever. */
export const isRefused = (thrown: unknown): boolean => {
  const { code } = asUploadError(thrown)
  const { status, retry } = ERRORS[code]
  return retry === 'never' && status >= 400 && !OF_THE_REQUEST.includes(code)
}
