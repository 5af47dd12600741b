/**
 * Programs wrap an error in strings, and these in others: JSON in a log line, XML in JSON, a page with entities. Each
 * view is the text with one more layer removed; the first is the text itself.
 */
export function viewsOf(text: string): string[] {
  const views = [text]
  for (const view of views) {
    for (const unwrap of LAYERS) {
      const opened = unwrap(view)
      if (views.length < MAX_VIEWS && !views.includes(opened)) views.push(opened)
    }
  }
  return views
}

const MAX_VIEWS = 12

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

/** `\"`, `\n`, `\u003c`, `\x3c`: string literals of JSON, JavaScript, Python and Go. */
const withoutBackslashes = (text: string): string =>
  text.replace(
    /\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|([\s\S]))/gi,
    (_, unicode?: string, byte?: string, char?: string) => {
      const code = unicode ?? byte
      return code === undefined ? (ESCAPES[char ?? ''] ?? char ?? '') : String.fromCharCode(Number.parseInt(code, 16))
    },
  )

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', amp: '&' }

const withoutEntities = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|quot|apos|nbsp|amp));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? whole
    const code = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })

/** Only texts that have the encoded brackets of XML or JSON: a signed URL must stay as it is. */
function withoutPercents(text: string): string {
  if (!/%(3C|7B)/i.test(text)) return text
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

/** Base64 of `<?xml` or `<Error`, as the header x-oss-err and some logs have it. */
const withoutBase64 = (text: string): string =>
  text.replace(/\b(?:PD94bWw|PEVycm9y)[\w+/]+={0,2}/g, (code) => Buffer.from(code, 'base64').toString('utf8'))

const LAYERS = [withoutBackslashes, withoutEntities, withoutPercents, withoutBase64]
