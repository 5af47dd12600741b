import { ADMIN_PATH } from '../admin/path'
import { type Html, html } from './html'
import { bucketsSection } from './sections/buckets'
import { credentialsSection } from './sections/credentials'
import { facts } from './sections/facts'
import { objectsSection } from './sections/objects'
import { requestsSection } from './sections/requests'
import { uploadsSection } from './sections/uploads'
import { addressOf, type View } from './view'
import { type Language, WORDS } from './words/words'

/** The whole page. What changes is in lists of keyed items, which `browser/refresh.js` keeps up to date. */
export function cloudPage(view: View): Html {
  const { words } = view
  return html`<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${words.title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${ADMIN_PATH}/page.css">
<script type="module" src="${ADMIN_PATH}/page.js"></script>
</head>
<body>
<header class="head">
<div><h1>${words.title}</h1><p class="about">${words.about}</p>${pageLinks(view)}</div>
<div class="tools">
<button type="button" class="plain" id="pause" data-pause="${words.pause}" data-resume="${words.resume}" hidden></button>
<nav class="choice" aria-label="语言 Language">${languages(view)}</nav>
</div>
</header>
<p class="lost" id="lost" role="alert" hidden>${words.lost}</p>
${facts(view)}
<main>
<div class="there">
${bucketsSection(view)}
${objectsSection(view)}
${uploadsSection(view)}
${credentialsSection(view)}
</div>
${requestsSection(view)}
</main>
</body>
</html>
`
}

function pageLinks({ pages, language, addresses }: View): Html | false {
  const others = pages.filter(({ url }) => !url.startsWith(addresses.sts))
  const links = others.map(({ name, url }) => html`<a href="${url}">${name[language]}</a>`)
  return links.length > 0 && html`<nav class="pages">${links}</nav>`
}

function languages(view: View): Html[] {
  const names: [Language, string][] = [
    ['zh', '中文'],
    ['en', 'English'],
  ]
  return names.map(
    ([lang, name]) =>
      html`<a href="${addressOf(view, { lang })}" lang="${WORDS[lang].language}"${view.language === lang && html` aria-current="true"`}>${name}</a>`,
  )
}
