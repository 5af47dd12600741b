import type { OpenapiDocument } from './document'

/** The pages have their styles inside, and load nothing. */
export const PAGE_HEADERS = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
}

/** The document as one HTML page, which loads no other resource. */
export function openapiPage({ paths, components, info }: OpenapiDocument): string {
  const { title, description } = info as { title: string; description: string }
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) =>
      operationSection(method, path, operation as unknown as OperationObject),
    ),
  )
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) => `<h3 id="${html(name)}">${html(name)}</h3><pre>${html(JSON.stringify(schema, null, 2))}</pre>`,
  )
  return `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>${html(title)}</title>
<style>${STYLE}</style>
<main><h1>${html(title)}</h1><p>${html(description)} <a href="openapi.json">openapi.json</a> · <a href="./">wx-oss-upload</a></p>
${operations.join('\n')}
<h2>Bodies</h2>
${schemas.join('\n')}</main></html>
`
}

interface OperationObject {
  summary: string
  security: unknown[]
  requestBody?: { content: Content }
  responses: Record<string, { description: string; content: Content }>
}

type Content = Record<string, { schema?: { $ref: string } }>

function operationSection(method: string, path: string, operation: OperationObject): string {
  const { summary, security, requestBody, responses } = operation
  const rows = Object.entries(responses).map(
    ([status, { description, content }]) => `<tr><td>${html(status)}<td>${bodyLink(content)}<td>${html(description)}`,
  )
  return `<section><h2><code>${html(method.toUpperCase())} ${html(path)}</code></h2><p>${html(summary)}</p>
<p>${security.length > 0 ? '<code>Authorization: Bearer …</code> ' : ''}${
    requestBody ? `Body: ${bodyLink(requestBody.content)}` : ''
  }</p><table>${rows.join('')}</table></section>`
}

function bodyLink(content: Content): string {
  const [type, { schema } = {}] = Object.entries(content)[0] ?? ['']
  const name = schema?.$ref.split('/').at(-1)
  return name ? `<a href="#${html(name)}">${html(name)}</a>` : html(type)
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text inside HTML. */
export const html = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '')

export const STYLE = `:root{color-scheme:light dark;background:Canvas;color:CanvasText;font:16px/1.5 system-ui,sans-serif}
main{max-width:56rem;margin:auto;padding:1rem}table{border-collapse:collapse;width:100%}
td{border-top:1px solid #8884;padding:.3rem .6rem .3rem 0;vertical-align:top}
pre{overflow:auto;padding:.8rem;border:1px solid #8884;border-radius:.4rem;font-size:.85rem}`
