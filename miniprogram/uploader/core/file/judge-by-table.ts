import { charsetOf } from '../../formats/charset'
import { mediaTypeOf } from '../../formats/media-type'
import type { Judge } from './local-file'

/** Judges by the table of formats: the media type, and the charset of a text. */
export const judgeByTable: Judge = (head, name) => {
  const type = mediaTypeOf(head, name)
  const charset = /^text/.test(type) ? charsetOf(head) : undefined
  return charset ? { type, charset } : { type }
}
