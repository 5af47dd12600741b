import { fileTypeFromBuffer } from 'file-type'
import { markupOf } from './markup'

/** The first bytes of a file that are inspected. */
export const HEAD_BYTES = 64 * 1024

/**
 * The type of the content, if it contradicts the declared type: a media type, or `unknown`. The result is `undefined`
 * if they agree, or if the content is not recognized and the declared type is harmless.
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

/** Types that viewers and browsers open by themselves, so the content must be recognized. */
const MUST_BE_KNOWN = /^(image|video)\/|^application\/pdf$/

/** Formats that share a container cannot always be told apart by the first bytes. */
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
  // An Android app is a ZIP as well, but a route that accepts ZIPs does not mean apps.
  'application/zip':
    /^application\/(zip|vnd\.openxmlformats-officedocument\..*|vnd\.oasis\.opendocument\..*|epub\+zip)$/,
}

const OFFICE = /^application\/vnd\.openxmlformats-officedocument\./

function agrees(found: string, declared: string): boolean {
  // If media come first in the archive, the first bytes show only a ZIP.
  if (OFFICE.test(declared)) return found === declared || found === 'application/zip'
  return found === declared || (LOOKS_LIKE[declared]?.test(found) ?? false)
}

/** UTF-8 without NUL. The last character may be incomplete, because the head ends there. */
function isText(head: Uint8Array): boolean {
  if (head.includes(0)) return false
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return true
  } catch {
    return false
  }
}
