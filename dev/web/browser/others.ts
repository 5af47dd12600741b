import { el } from '../../preview/browser/shell/element'
import type { Preferences } from '../../preview/browser/shell/preferences'
import { ALI_OSS_PAGES } from '../ali-oss-pages'
import type { Words } from './words'

/** Where those find their way who have ali-oss in their pages already. */
export function createOthers(preferences: Preferences<Words>): HTMLElement {
  const words = el('span')
  preferences.say((say) => {
    words.textContent = say.others
  })
  const links = ALI_OSS_PAGES.flatMap(({ path, label }) => [' · ', el('a', { href: path }, label)])
  return el('p', { class: 'others' }, words, ' ', ...links.slice(1))
}
