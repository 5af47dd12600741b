import { el } from '../../ui/element'
import type { Preferences } from '../../ui/preferences'
import { ALI_OSS_PAGES } from '../ali-oss-pages'
import type { Words } from './words/texts'

/** Links to the pages for users of ali-oss. */
export function createAliOssLinks(preferences: Preferences<Words>): HTMLElement {
  const text = el('span')
  preferences.onWords((words) => {
    text.textContent = words.others
  })
  const links = ALI_OSS_PAGES.flatMap(({ path, label }) => [' · ', el('a', { href: path }, label)])
  return el('p', { class: 'others' }, text, ' ', ...links.slice(1))
}
