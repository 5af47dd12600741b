/** The XML of OSS's answers: elements and text. A list repeats the same element. */
export type XmlContent = string | { [element: string]: XmlContent | XmlContent[] }

export function xmlDocument(root: string, content: XmlContent): Buffer {
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${element(root, content, '')}\n`)
}

function element(name: string, content: XmlContent, indent: string): string {
  if (typeof content === 'string') return `${indent}<${name}>${escapeText(content)}</${name}>`
  const inner = Object.entries(content)
    .flatMap(([child, value]) =>
      Array.isArray(value) ? value.map((one) => [child, one] as const) : [[child, value] as const],
    )
    .map(([child, value]) => element(child, value, `${indent}  `))
  if (inner.length === 0) return `${indent}<${name}></${name}>`
  return `${indent}<${name}>\n${inner.join('\n')}\n${indent}</${name}>`
}

function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
