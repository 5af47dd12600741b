/** The XML of OSS has only elements and text. Attributes (at most a namespace) are ignored. */
export interface XmlElement {
  name: string
  text: string
  children: XmlElement[]
}

const TOKEN = /<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<\/([\w:.-]+)\s*>|<([\w:.-]+)(?:\s[^<>]*?)?(\/?)>|([^<]+)/y

/** Returns undefined when the text is not well-formed. */
export function parseXml(source: string): XmlElement | undefined {
  const root = element('')
  const open = [root]
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < source.length) {
    const token = TOKEN.exec(source)
    if (!token || !take(open, token)) return undefined
  }
  return open.length === 1 && root.children.length === 1 ? root.children[0] : undefined
}

/** Returns false when the token may not stand here. */
function take(open: XmlElement[], [, closing, opening, isEmpty, text]: RegExpExecArray): boolean {
  const top = open.at(-1)
  if (!top) return false
  if (closing !== undefined) return open.length > 1 && open.pop()?.name === closing
  if (opening !== undefined) {
    const made = element(opening)
    top.children.push(made)
    if (isEmpty === '') open.push(made)
  } else if (text !== undefined) top.text += decode(text)
  return true
}

export const element = (name: string, content: string | XmlElement[] = []): XmlElement =>
  typeof content === 'string' ? { name, text: content, children: [] } : { name, text: '', children: content }

export const childrenOf = (parent: XmlElement, name: string): XmlElement[] =>
  parent.children.filter((child) => child.name === name)

/** The trimmed text of the first child of this name; '' without such a child. */
export const childText = (parent: XmlElement, name: string): string =>
  parent.children.find((child) => child.name === name)?.text.trim() ?? ''

export const childTexts = (parent: XmlElement, name: string): string[] =>
  childrenOf(parent, name).map(({ text }) => text.trim())

/** The XML text with its declaration, indented. */
export const xmlDocument = (root: XmlElement): string => `<?xml version="1.0" encoding="UTF-8"?>\n${lines(root, '')}`

function lines({ name, text, children }: XmlElement, indent: string): string {
  if (children.length === 0) return `${indent}<${name}>${encode(text.trim())}</${name}>\n`
  return `${indent}<${name}>\n${children.map((child) => lines(child, `${indent}  `)).join('')}${indent}</${name}>\n`
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const decode = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name] ?? whole
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })

const encode = (text: string): string =>
  text.replace(/[&<>]/g, (char) => (char === '&' ? '&amp;' : char === '<' ? '&lt;' : '&gt;'))
