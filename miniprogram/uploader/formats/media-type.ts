import { beginsAs, readHead } from './head'
import { FORMATS, type Format } from './table'

/**
 * The media type of a file. Its first bytes decide; its name tells apart what begins alike: a .docx and an .epub are both
 * a ZIP, and a .csv is a text. An empty file has only its name. `application/octet-stream` if it is no format of the table.
 * @param head the first `HEAD_BYTES` of the file, or all of it. Further bytes are ignored.
 * @param name the file's name, or a path.
 */
export function mediaTypeOf(head: Uint8Array, name: string): string {
  const read = readHead(head)
  const found = FORMATS.find(({ beginning }) => beginsAs(beginning, read)) as Format
  const named = formatOfName(name) || found
  const isNamed = !head.length || (beginsAs(named.ifNamed, read) && !isDisguise(found, named))
  return (isNamed ? named : found).type
}

/** A program, or a picture, under the name of something else. */
const isDisguise = (found: Format, named: Format): boolean =>
  found.kind !== named.kind && /app|program|picture/.test(found.kind)

/** By the last extension that is known: programs put `.1` or ` (2)` behind a name. */
export function formatOfName(name: string): Format | undefined {
  const extensions = name.toLowerCase().match(/\.\w+/g) || []
  return extensions
    .map((extension) => formatOfExtension(extension.slice(1)))
    .filter(Boolean)
    .pop()
}

export const formatOfExtension = (extension: string): Format | undefined =>
  FORMATS.find(({ extensions }) => extensions.includes(extension))

export const formatOfType = (type: string): Format | undefined => FORMATS.find((format) => format.type === type)
