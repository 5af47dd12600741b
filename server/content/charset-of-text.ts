import { type Charset, charsetOf } from '../../miniprogram/uploader/formats/charset'
import { HEAD_BYTES } from '../../miniprogram/uploader/formats/head'

/**
 * The charset of a `text/…`, if its first bytes leave no doubt. Other types have no parameter for it: JSON is UTF-8
 * (RFC 8259), and an XML declares its own charset.
 */
export const charsetOfText = (head: Uint8Array, mediaType: string): Charset | undefined =>
  isText(mediaType) ? charsetOf(head.subarray(0, HEAD_BYTES)) : undefined

/** `text/csv; charset=gb18030`. A phone may declare a charset for a text only. */
export const contentTypeOf = (mediaType: string, charset: Charset | undefined): string =>
  charset && isText(mediaType) ? `${mediaType}; charset=${charset}` : mediaType

/** The media type of a Content-Type, without parameters and in lower case. */
export const mediaTypeIn = (contentType: string): string => contentType.replace(/\s*;.*/, '').toLowerCase()

export const isSameMediaType = (contentType: string, mediaType: string): boolean =>
  mediaTypeIn(contentType) === mediaType

const isText = (mediaType: string): boolean => mediaType.startsWith('text/')
