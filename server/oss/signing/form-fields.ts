import { type PostForm, postFormFields } from '../../../miniprogram/uploader/oss-v4/post-policy'
import type { Credentials } from '../../credentials/credentials'
import { UPLOAD_VARIABLE } from '../callback/callback-parameter'
import { nodePrimitives } from './node-primitives'

export interface TicketForm extends Omit<PostForm, 'fields' | 'open'> {
  callback?: {
    /** Base64, as `callbackParameter` makes it. */
    parameter: string
    /** The upload token, which is sealed: a client that replaces it by another of its own confirms that other upload. */
    upload: string
  }
}

/** The fields of a form ticket: the object is private until it is confirmed. */
export const formFields = (
  { callback, ...form }: TicketForm,
  credentials: Credentials,
  now: number,
): Record<string, string> => {
  const fields = { 'x-oss-object-acl': 'private', ...(callback && { callback: callback.parameter }) }
  const open = callback && { [UPLOAD_VARIABLE]: callback.upload }
  return postFormFields({ ...form, fields, ...(open && { open }) }, credentials, now, nodePrimitives)
}
