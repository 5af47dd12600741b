import type { PageLink } from '../../local-cloud'
import { pagesScript } from '../../stack/pages-script'
import type { Hosts } from '../wire'

/** The page around the phone. */
export const shellPage = (pages: readonly PageLink[]): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<title>wx-oss-upload</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/shell.css">
</head>
<body>
${pagesScript(pages)}
<script src="/shell.js"></script>
</body>
</html>
`

/** The phone's screen, which is a frame in the page. */
export const phonePage = (hosts: Hosts): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>mini-program</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/phone.css">
</head>
<body>
<script type="application/json" id="hosts">${JSON.stringify(hosts).replaceAll('<', '\\u003c')}</script>
<script src="/phone.js"></script>
</body>
</html>
`
