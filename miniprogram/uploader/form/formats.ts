/** The whole table of formats, for an uploader by form whose files are more than pictures, sounds, videos and PDF. */

export type { FileFacts, FileFormat } from '../formats/format-of'
export { formatOf } from '../formats/format-of'
export { mediaTypeOf } from '../formats/media-type'
