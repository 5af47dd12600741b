/** An element of a request's XML. Attributes are skipped: OSS's requests have only `xmlns`. */
export interface XmlElement {
  name: string
  /** The element's own text, without its children's. */
  text: string
  children: XmlElement[]
}

const TOKEN =
  /<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\/([\w:.-]+)\s*>|<([\w:.-]+)(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*(\/?)>|([^<]+)/y

/** More than any document that OSS accepts. */
const MAX_DEPTH = 16

/** Undefined if the XML is not well-formed. A document type is refused. */
export function parseXml(source: string): XmlElement | undefined {
  const root: XmlElement = { name: '', text: '', children: [] }
  const open = [root]
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < source.length) {
    const token = TOKEN.exec(source)
    if (!token || !take(open, token)) return undefined
  }
  const [only, ...others] = root.children
  return open.length === 1 && others.length === 0 && root.text.trim() === '' ? only : undefined
}

/** False if the token is not allowed at its place. */
function take(open: XmlElement[], [, verbatim, closing, opening, isEmpty, text]: RegExpExecArray): boolean {
  const top = open.at(-1)
  if (!top) return false
  if (closing !== undefined) return open.length > 1 && open.pop()?.name === closing
  if (opening !== undefined) {
    const element = { name: opening, text: '', children: [] }
    top.children.push(element)
    if (isEmpty !== '/') open.push(element)
    return open.length <= MAX_DEPTH
  }
  const decoded = text === undefined ? verbatim : decodeEntities(text)
  if (decoded !== undefined) top.text += decoded
  return text === undefined || decoded !== undefined
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decodeEntities(text: string): string | undefined {
  let isKnown = true
  const decoded = text.replace(/&([^;&]*);?/g, (_, name: string) => {
    const character = ENTITIES[name] ?? numericCharacter(name)
    if (character === undefined) isKnown = false
    return character ?? ''
  })
  return isKnown ? decoded : undefined
}

function numericCharacter(name: string): string | undefined {
  const [, hex, decimal] = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name) ?? []
  const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal)
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined
}

export const childrenOf = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((child) => child.name === name)

/** The trimmed text of the first child of that name. */
export const childText = (element: XmlElement, name: string): string | undefined =>
  element.children.find((child) => child.name === name)?.text.trim()
