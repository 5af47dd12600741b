/** What XML of OSS's answers needs: elements and text, nothing else. */
export type XmlContent = string | { [element: string]: XmlContent }

export function xmlDocument(root: string, content: XmlContent): Buffer {
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${element(root, content, '')}\n`)
}

function element(name: string, content: XmlContent, indent: string): string {
  if (typeof content === 'string') return `${indent}<${name}>${escapeText(content)}</${name}>`
  const inner = Object.entries(content).map(([child, value]) => element(child, value, `${indent}  `))
  return `${indent}<${name}>\n${inner.join('\n')}\n${indent}</${name}>`
}

function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
