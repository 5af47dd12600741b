import { UploadError } from '../errors'

/** The error `misuse`, which says what a function expected and what it got. */
export const expected = (caller: string, what: string, got: string): UploadError =>
  new UploadError('misuse', { params: { detail: `${caller}: expected ${what}, got ${got}` } })
