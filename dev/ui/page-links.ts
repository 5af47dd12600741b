import { el } from './element'
import type { Preferences } from './preferences'

interface PageLink {
  name: { zh: string; en: string }
  url: string
}

/** Links to the other pages of `npm start`, which the server has written into this one. */
export function createPageLinks<Words>(preferences: Preferences<Words>): HTMLElement {
  const links = JSON.parse(document.getElementById('pages')?.textContent ?? '[]') as PageLink[]
  const others = links.filter(({ url }) => new URL(url).origin !== location.origin)
  const nav = el('nav', { class: 'pages', hidden: others.length === 0 })
  preferences.onWords(() => {
    const language = preferences.language() === 'en' ? 'en' : 'zh'
    nav.replaceChildren(...others.map(({ name, url }) => el('a', { href: url }, name[language])))
  })
  return nav
}
