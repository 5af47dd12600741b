import { LIMITS } from '../../contract'

/** Control characters, and the marks that turn the direction of a text, which can hide the extension. */
const INVISIBLE = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu

/** Windows cannot save a file under these names. https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/**
 * The name that is sent for a file: without characters that nobody sees and without folders, at most
 * `LIMITS.nameLength` UTF-16 units long, with its extension. Empty if nothing is left of it.
 */
export function shortName(name: string): string {
  const visible = name
    .replace(INVISIBLE, '')
    .replace(/^.*[\\/]/, '')
    .trim()
  const safe = RESERVED.test(visible) ? `_${visible}` : visible
  if (safe.length <= LIMITS.nameLength) return safe
  const extension = /\.\w{1,10}$/.exec(safe)?.[0] ?? ''
  // A character that is cut in two would be none.
  return safe.slice(0, LIMITS.nameLength - extension.length).replace(/[\ud800-\udbff]$/, '') + extension
}
