import { MEDIA } from '../formats/media'
import { readTable } from '../formats/read-table'
import { typeAmong } from '../formats/type-among'

/** What phones take and show. Everything else is `application/octet-stream` here. */
const FORMATS = readTable(`${MEDIA}\n@file application/\ntext|.? octet-stream=bin`)

/** The media type of a picture, a sound, a video or a PDF: that of the whole table. */
export const typeOfMedia = (head: Uint8Array, name: string): string => typeAmong(FORMATS, head, name)
