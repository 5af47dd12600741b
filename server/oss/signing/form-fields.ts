import { type PostForm, postFormFields } from '../../../miniprogram/uploader/oss-v4/post-policy'
import type { Credentials } from '../../credentials/credentials'
import { nodePrimitives } from './node-primitives'

export interface TicketForm extends Omit<PostForm, 'fields'> {
  /** Base64, as `callbackParameter` makes it. */
  callback?: string
}

/** The fields of a form ticket: the object is private until it is confirmed. */
export const formFields = (
  { callback, ...form }: TicketForm,
  credentials: Credentials,
  now: number,
): Record<string, string> => {
  const fields = { 'x-oss-object-acl': 'private', ...(callback && { callback }) }
  return postFormFields({ ...form, fields }, credentials, now, nodePrimitives)
}
