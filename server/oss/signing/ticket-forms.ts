import {
  type FormFields,
  type PostFile,
  type PostForms,
  postForms,
} from '../../../miniprogram/uploader/oss-v4/post-policy'
import type { Credentials } from '../../credentials/credentials'
import { UPLOAD_VARIABLE } from '../callback/callback-parameter'
import { nodePrimitives } from './node-primitives'

export interface FormTerms {
  bucket: string
  region: string
  /** ms. */
  expiresAt: number
  /** Base64, as `callbackParameter` makes it. Default: OSS does not call back. */
  callback?: string | undefined
}

export interface TicketFile extends Omit<PostFile, 'open'> {
  /** Goes into the callback. It is sealed: a client that replaces it by another of its own confirms that other upload. */
  upload: string
}

export interface TicketForms extends Pick<PostForms, 'shared'> {
  sign(file: TicketFile): FormFields
}

/** Form tickets: the object is private until it is confirmed. @param now ms. */
export function ticketForms({ callback, ...terms }: FormTerms, credentials: Credentials, now: number): TicketForms {
  const fields = { 'x-oss-object-acl': 'private', ...(callback !== undefined && { callback }) }
  const { shared, sign } = postForms({ ...terms, fields }, credentials, now, nodePrimitives)
  return {
    shared,
    sign: ({ upload, ...file }) =>
      sign(callback === undefined ? file : { ...file, open: { [UPLOAD_VARIABLE]: upload } }),
  }
}
