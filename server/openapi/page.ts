import type { OpenapiDocument } from './document'

/** The pages have their styles inside, and load nothing. */
export const PAGE_HEADERS = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
}

/** The document as one HTML page, which loads no other resource. */
export function openapiPage({ paths, components, info, servers }: OpenapiDocument): string {
  const { title, description } = info as { title: string; description: string }
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) =>
      operationSection(method, path, operation as unknown as OperationObject),
    ),
  )
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) => `<h3 id="${html(name)}">${html(name)}</h3><pre>${html(JSON.stringify(schema, null, 2))}</pre>`,
  )
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>${html(title)}</title>
<style>${STYLE}</style>
<main><h1>${html(title)}</h1><p lang="en">${html(description)}</p>
<p><a href="openapi.json">openapi.json</a> · <a href="./">wx-oss-upload</a></p>
<p>下面的命令使用这两个变量。<span lang="en">The commands below use these two variables.</span></p>
<pre>SERVER=${html(addressOf(servers))}
TOKEN=…</pre>
${operations.join('\n')}
<h2>请求体和响应 / Bodies</h2>
${schemas.join('\n')}</main></html>
`
}

/** The public address, if the backend knows it. */
const addressOf = (servers: OpenapiDocument['servers']): string =>
  servers.map(({ url }) => url).find((url) => url.startsWith('http')) ?? 'https://api.example.com'

interface OperationObject {
  summary: string
  description: string
  security: unknown[]
  requestBody?: { content: Content }
  responses: Record<string, { description: string; content: Content }>
}

type Content = Record<string, { schema?: { $ref: string }; example?: object }>

function operationSection(method: string, path: string, operation: OperationObject): string {
  const { summary, description: summaryZh, requestBody, responses } = operation
  const rows = Object.entries(responses).map(
    ([status, { description, content }]) =>
      `<tr><td>${html(status)}<td>${bodyLink(content)}<td>${withCode(description)}`,
  )
  return `<section><h2><code>${html(method.toUpperCase())} ${html(path)}</code></h2><p>${html(summaryZh)}</p><p lang="en">${withCode(summary)}</p>
<pre>${html(curlOf(method, path, operation))}</pre>
<p>${requestBody ? `请求体 / Body: ${bodyLink(requestBody.content)}` : ''}</p><table lang="en">${rows.join('')}</table></section>`
}

/** A command that calls the operation. */
function curlOf(method: string, path: string, { security, requestBody }: OperationObject): string {
  const example = requestBody?.content['application/json']?.example
  return [
    `curl ${method === 'post' ? '-X POST ' : ''}"$SERVER${path}"`,
    ...(security.length > 0 ? ['-H "Authorization: Bearer $TOKEN"'] : []),
    ...(example ? ["-H 'Content-Type: application/json'", `-d '${JSON.stringify(example)}'`] : []),
  ].join(' \\\n  ')
}

function bodyLink(content: Content): string {
  const [type, { schema } = {}] = Object.entries(content)[0] ?? ['']
  const name = schema?.$ref.split('/').at(-1)
  return name ? `<a href="#${html(name)}">${html(name)}</a>` : html(type)
}

/** A text whose code stands between backticks. */
const withCode = (text: string): string => html(text).replace(/`([^`]+)`/g, '<code>$1</code>')

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text inside HTML. */
export const html = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '')

export const STYLE = `:root{color-scheme:light dark;background:Canvas;color:CanvasText;font:16px/1.5 system-ui,sans-serif}
main{max-width:56rem;margin:auto;padding:1rem}table{border-collapse:collapse;width:100%}
td{border-top:1px solid #8884;padding:.3rem .6rem .3rem 0;vertical-align:top}
pre{overflow:auto;padding:.8rem;border:1px solid #8884;border-radius:.4rem;font-size:.85rem}`
