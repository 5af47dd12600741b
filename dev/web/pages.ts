import type { PageLink } from '../local-cloud'
import { pagesScript } from '../stack/pages-script'
import { ALI_OSS_SDK } from './ali-oss-pages'

/** @param server the backend's address */
export const webPage = (server: string, links: readonly PageLink[]): string =>
  page('/web', [settings(server), pagesScript(links)])

/** @param source the code that the page shows */
export const aliOssPage = (name: string, server: string, source: string): string =>
  page(`/ali-oss/${name}`, [
    settings(server),
    `<script type="text/plain" id="source">${source.replaceAll('</', '<\\/')}</script>`,
    `<script src="${ALI_OSS_SDK}"></script>`,
  ])

const settings = (server: string): string =>
  `<script type="application/json" id="settings">${JSON.stringify({ server }).replaceAll('<', '\\u003c')}</script>`

const page = (files: string, head: string[]): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>wx-oss-upload</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${files}.css">
${head.join('\n')}
</head>
<body>
<script type="module" src="${files}.js"></script>
</body>
</html>
`
