/**
 * The media type of a text that begins with markup or with a script, behind any number of spaces; otherwise undefined. A
 * browser or a server would run it if it took the file for what it is.
 * https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type
 */
export function markupOf(head: Uint8Array): string | undefined {
  const text = readerOf(head)
  const start = behindSpaces(text, 0)
  const found = typeOfTag(text, start)
  return found && (typeOfTag(text, behindComments(text, start)) ?? found)
}

/** The character at an index; NaN beyond the end. */
type Text = (index: number) => number

const isSpace = (character: number): boolean => character === 0x20 || (character >= 0x09 && character <= 0x0d)

/** UTF-8 is read byte by byte, because markup is ASCII. UTF-16 is read with or without its byte order mark. */
function readerOf(head: Uint8Array): Text {
  const [first, second, third] = head
  const at = (index: number): number => head[index] ?? Number.NaN
  if (first === 0xef && second === 0xbb && third === 0xbf) return (index) => at(index + 3)
  if (first === 0xfe && second === 0xff) return (index) => at(2 * index + 2) * 256 + at(2 * index + 3)
  if (first === 0xff && second === 0xfe) return (index) => at(2 * index + 3) * 256 + at(2 * index + 2)
  if (first === 0 && second) return (index) => at(2 * index) * 256 + at(2 * index + 1)
  if (first && second === 0) return (index) => at(2 * index + 1) * 256 + at(2 * index)
  return at
}

function behindSpaces(text: Text, from: number): number {
  let at = from
  while (isSpace(text(at))) at += 1
  return at
}

/** What may stand before the first tag of a page or a picture. */
const COMMENTS = [
  { open: '<!--', close: '-->' },
  { open: '<?xml', close: '?>' },
]

/** The index of the first tag; that of the end if a comment does not end. */
function behindComments(text: Text, from: number): number {
  let at = from
  for (;;) {
    const comment = COMMENTS.find(({ open }) => startsWith(text, at, open))
    if (!comment) return at
    while (!Number.isNaN(text(at)) && !startsWith(text, at, comment.close)) at += 1
    at = behindSpaces(text, at + comment.close.length)
  }
}

/** Compares without regard to case. */
function startsWith(text: Text, from: number, word: string): boolean {
  for (let at = 0; at < word.length; at += 1) {
    if (String.fromCharCode(text(from + at)).toLowerCase() !== word[at]) return false
  }
  return true
}

/** No name of an element is longer, with its namespace. */
const TAG_LENGTH = 64

const TAGS: [type: string, tag: RegExp][] = [
  ['image/svg+xml', /^<(!doctype\s+svg|([a-z_][\w.-]*:)?svg)\b/],
  [
    'text/html',
    /^<(!doctype\s+html|html|head|body|script|iframe|style|meta|link|title|div|table|h1|p|a|br|img|form|font|object|embed)\b|^<!--/,
  ],
  ['application/xml', /^<(\?xml|!doctype|[a-z_][\w.:-]*[\s/>])/],
  // Scripts of servers and of shells.
  ['text/plain', /^(<[?%][\s=@!a-z]|#!\s*\/)/],
]

function typeOfTag(text: Text, from: number): string | undefined {
  const letters = Array.from({ length: TAG_LENGTH }, (_, at) => text(from + at)).filter((one) => !Number.isNaN(one))
  const tag = String.fromCharCode(...letters).toLowerCase()
  return TAGS.find(([, form]) => form.test(tag))?.[0]
}
