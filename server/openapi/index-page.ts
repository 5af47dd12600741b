import { html, STYLE } from './page'

/** The page at the address of the backend itself. It loads no other resource. */
export function indexPage(
  { docs, openapi, health }: Record<'docs' | 'openapi' | 'health', string>,
  links: readonly { name: string; url: string }[],
): string {
  const documents = [
    { name: '接口文档 / Endpoints', url: docs },
    { name: 'OpenAPI', url: openapi },
    { name: '健康检查 / Health', url: health },
  ]
  const items = [...links, ...documents].map(({ name, url }) => `<li><a href="${html(url)}">${html(name)}</a>`)
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>wx-oss-upload</title>
<style>${STYLE}</style>
<main><h1>wx-oss-upload</h1>
<p>上传后端正在运行：它签发上传凭证并确认文件，文件直接上传到 OSS。</p>
<p lang="en">The upload backend is running: it gives out tickets and confirms files, which go straight to OSS.</p>
<ul>${items.join('')}</ul></main></html>
`
}
