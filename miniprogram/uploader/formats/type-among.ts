import { beginsAs, readHead } from './head'
import type { Format } from './read-table'

/**
 * The media type of a file. Its first bytes decide; its name tells apart what begins alike: a .docx and an .epub are both
 * a ZIP, and a .csv is a text. An empty file has only its name.
 * @param formats one of them must fit every file
 * @param head the first `HEAD_BYTES` of the file, or all of it. Further bytes are ignored.
 * @param name the file's name, or a path.
 */
export function typeAmong(formats: readonly Format[], head: Uint8Array, name: string): string {
  const read = readHead(head)
  const found = formats.find(({ beginning }) => beginsAs(beginning, read)) as Format
  const named = namedAmong(formats, name) || found
  // A program, or a picture, under the name of something else.
  const isDisguised = found.kind !== named.kind && /app|program|picture/.test(found.kind)
  return (!head.length || (!isDisguised && beginsAs(named.ifNamed, read)) ? named : found).type
}

/** By the last extension that is known: programs put `.1` or ` (2)` behind a name. */
export function namedAmong(formats: readonly Format[], name: string): Format | undefined {
  const names = name.toLowerCase().match(/\.\w+/g) || []
  return names
    .map((one) => formats.find(({ extensions }) => extensions.includes(one.slice(1))))
    .filter((found) => found)
    .pop()
}
