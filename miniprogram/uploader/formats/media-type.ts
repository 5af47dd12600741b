import type { Format } from './read-table'
import { FORMATS } from './table'
import { namedAmong, typeAmong } from './type-among'

/** The media type of a file among all formats of the table, as `typeAmong` says. `application/octet-stream` if it is none. */
export const mediaTypeOf = (head: Uint8Array, name: string): string => typeAmong(FORMATS, head, name)

export const formatOfName = (name: string): Format | undefined => namedAmong(FORMATS, name)

export const formatOfExtension = (extension: string): Format | undefined =>
  FORMATS.find(({ extensions }) => extensions.includes(extension))

export const formatOfType = (type: string): Format | undefined => FORMATS.find((format) => format.type === type)
