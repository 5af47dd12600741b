import type { ErrorCode } from '../../../miniprogram/uploader/error-codes'
import type { ServerContext } from '../../context'
import { Fault } from '../../faults/fault'
import { isSameUser } from '../../identity/user'
import { isMultipart, type MultipartUpload, type Upload } from '../../oss/upload-token'
import type { Call } from '../endpoint'
import { inBucketOf } from './in-bucket-of'

/** Errors of every endpoint that works on an upload. */
export const UPLOAD_ERRORS: readonly ErrorCode[] = [
  'forbidden',
  'upload-invalid',
  'upload-expired',
  'server-misconfigured',
  'cloud-unavailable',
]

export interface OpenUpload<Kind extends Upload = Upload> {
  upload: Kind
  /** Of the bucket in which the upload is. */
  context: ServerContext
}

/**
 * Opens the token of an upload that belongs to the caller.
 * @throws Fault `upload-invalid`, `upload-expired`; `forbidden` if it is another user's upload.
 */
export function openUpload({ c, body, caller }: Call<{ upload: string }, true>, everywhere: ServerContext): OpenUpload {
  const upload = everywhere.tokens.open(body.upload, everywhere.now())
  if (!isSameUser(caller.user, upload.user)) throw new Fault('forbidden')
  c.set('route', upload.route)
  return { upload, context: inBucketOf(upload, everywhere) }
}

/** The same for endpoints of multipart uploads. @throws Fault also `upload-invalid` for a form upload. */
export function openMultipart(
  call: Call<{ upload: string }, true>,
  everywhere: ServerContext,
): OpenUpload<MultipartUpload> {
  const { upload, context } = openUpload(call, everywhere)
  if (!isMultipart(upload)) throw new Fault('upload-invalid')
  return { upload, context }
}
