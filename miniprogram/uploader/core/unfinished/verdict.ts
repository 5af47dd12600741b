/** What a failure means for an upload by parts: whether it can still be resumed. */
import { ERRORS, type ErrorCode } from '../../error-codes'
import { asUploadError } from '../errors'

/** Neither the backend nor OSS knows the upload any more: it can only start over. */
export const isGone = (thrown: unknown): boolean => {
  const { code } = asUploadError(thrown)
  return code === 'upload-expired' || code === 'upload-invalid'
}

/** These concern the request or the backend's configuration, not the file, which may be accepted later. */
const OF_THE_REQUEST: ErrorCode[] = [
  'bad-request',
  'body-too-large',
  'not-found',
  'unauthenticated',
  'server-misconfigured',
]

/** `complete` has refused this file for good. */
export const isRefused = (thrown: unknown): boolean => {
  const { code } = asUploadError(thrown)
  const { status, retry } = ERRORS[code]
  return retry === 'never' && status >= 400 && !OF_THE_REQUEST.includes(code)
}
