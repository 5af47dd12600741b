/** Recognizes HTML and SVG, which file-type does not. A browser would run their scripts if it showed them in place. */

const BEFORE_MARKUP = /^(?:\s|<!--[\s\S]*?-->|<\?xml[\s\S]*?\?>)*/
const SVG = /^(?:<!doctype svg[^>]*>\s*)?<(?:[a-z][\w.-]*:)?svg[\s>/]/i
const HTML =
  /^<(?:!doctype html|html|head|body|script|iframe|style|meta|link|title|div|table|h1|p|a|br|img|form|font|object|embed)[\s>/]/i

/** `text/html`, `image/svg+xml`, or undefined. https://mimesniff.spec.whatwg.org/ */
export function markupOf(head: Uint8Array): string | undefined {
  const text = decodeStart(head).replace(BEFORE_MARKUP, '')
  if (SVG.test(text)) return 'image/svg+xml'
  return HTML.test(text) ? 'text/html' : undefined
}

/** Browsers also accept UTF-16 with a byte order mark. */
function decodeStart(head: Uint8Array): string {
  const [first, second] = head
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(head)
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(head)
  return new TextDecoder('utf-8').decode(head)
}
