import type { FileDeclaration } from '../../contract'
import { UploadError } from '../../core/errors'
import { formatOfType } from '../../formats/media-type'
import { utf8 } from '../base64'

/** What an app may derive a key from. */
export interface FileToName extends Pick<FileDeclaration, 'name' | 'size' | 'type'> {
  /** The route that `upload` was called with. */
  route: string
  /** The input that `upload` was called with. */
  input?: unknown
}

/** The app's own way to name objects: returns the key without the prefix. */
export type KeyOf = (file: FileToName) => string

/** 128 bits in hex, so that two phones never draw the same id. */
export function randomId(random: () => number): string {
  let id = ''
  for (let word = 0; word < 4; word += 1) {
    id += Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0')
  }
  return id
}

const MOST_BYTES = 1023

/**
 * @throws UploadError `misuse` for a key that OSS refuses, or that has another meaning on the way there: `..` in a URL,
 * `$` in a policy. https://help.aliyun.com/en/oss/user-guide/object-naming-conventions
 */
export function assertKey(key: string): void {
  const isKey =
    typeof key === 'string' &&
    !/^[\\?]|[$\p{Cc}]/u.test(key) &&
    !/(^|\/)\.{0,2}(\/|$)/.test(key) &&
    utf8(key).length <= MOST_BYTES
  if (isKey) return
  const detail = `keyOf: expected a path of 1 to ${MOST_BYTES} bytes, such as photos/1.jpg, got ${JSON.stringify(key)}`
  throw new UploadError('misuse', { params: { detail } })
}

export const extensionOf = (type: string): string => formatOfType(type)?.extensions[0] ?? 'bin'
