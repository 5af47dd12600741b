import { formatOfName, formatOfType } from './media-type'
import type { Format } from './read-table'

/** What is known about a file. One field is enough; a stored file has them all. */
export interface FileFacts {
  /** Media type. Parameters are ignored. */
  type?: string
  name?: string
  /** The local path. */
  path?: string
  url?: string
  /** Object key. */
  key?: string
}

/**
 * `kind` is what people call it: `picture`, `video`, `sound`, `pdf`, `word`, `sheet`, `slides`, `text`, `archive` …
 * `isShown`: a phone shows, plays or opens it in place.
 */
export type FileFormat = Pick<Format, 'type' | 'extensions' | 'kind' | 'isShown'>

/**
 * The format of a file: that of its media type, else that of the first extension which is known, from its name, path, URL
 * and key in this order. A display name without an extension therefore does not hide that of the URL. It reads no bytes.
 */
export function formatOf({ type = '', name = '', path = '', url = '', key = '' }: FileFacts): FileFormat | undefined {
  const names = [name, path, url.replace(/[?#].*/, ''), key].map(lastSegment)
  return formatOfType(type.toLowerCase().replace(/\s*;.*/, '')) || names.map(formatOfName).find(Boolean)
}

/** A domain such as `example.ai` has no extension. */
const lastSegment = (name: string): string => name.replace(/^https?:\/\/[^/]*/i, '').replace(/^.*\//, '')
