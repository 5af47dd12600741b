import { fileTypeFromBuffer } from 'file-type'
import { markupOf } from './markup'

/** As much of a file as is looked at, bytes. */
export const HEAD_BYTES = 64 * 1024

/**
 * What an object is instead of what was declared: a media type, or `unknown`. `undefined` when they agree, or when
 * nothing can be said and nothing is at stake.
 */
export async function contradiction(head: Uint8Array, declared: string): Promise<string | undefined> {
  const markup = markupOf(head)
  if (markup) return markup === declared ? undefined : markup
  const found = (await fileTypeFromBuffer(head))?.mime
  if (declared === 'text/plain' || declared === 'text/csv') return found ?? (isText(head) ? undefined : UNKNOWN)
  if (found) return agrees(found, declared) ? undefined : found
  return MUST_BE_KNOWN.test(declared) ? UNKNOWN : undefined
}

const UNKNOWN = 'unknown'

/** What viewers and browsers open by themselves. */
const MUST_BE_KNOWN = /^(image|video)\/|^application\/pdf$/

/** Formats that share a container look like it, or like one another, from the first bytes. */
const LOOKS_LIKE: Readonly<Record<string, RegExp>> = {
  'image/heic': /^image\/hei[cf](-sequence)?$/,
  'image/heif': /^image\/hei[cf](-sequence)?$/,
  'image/png': /^image\/(png|apng)$/,
  'video/mp4': /^video\/(mp4|x-m4v|3gpp2?|quicktime)$/,
  'video/quicktime': /^video\/(quicktime|mp4)$/,
  'audio/mp4': /^(audio\/(mp4|x-m4a)|video\/mp4)$/,
  'application/msword': /^application\/x-cfb$/,
  'application/vnd.ms-excel': /^application\/x-cfb$/,
  'application/vnd.ms-powerpoint': /^application\/x-cfb$/,
  // A program for phones is a ZIP as well, and is not what somebody means who allows ZIPs.
  'application/zip':
    /^application\/(zip|vnd\.openxmlformats-officedocument\..*|vnd\.oasis\.opendocument\..*|epub\+zip)$/,
}

const OFFICE = /^application\/vnd\.openxmlformats-officedocument\./

function agrees(found: string, declared: string): boolean {
  // Its own kind, or a bare ZIP: where media come first in the archive, more cannot be told.
  if (OFFICE.test(declared)) return found === declared || found === 'application/zip'
  return found === declared || (LOOKS_LIKE[declared]?.test(found) ?? false)
}

/** UTF-8 without NUL; the last character may be cut off by the end of the head. */
function isText(head: Uint8Array): boolean {
  if (head.includes(0)) return false
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return true
  } catch {
    return false
  }
}
