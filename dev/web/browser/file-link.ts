import type { UploadedFile, UploadState } from '../../../miniprogram/uploader/browser/index'
import { el, icon } from '../../preview/browser/shell/element'
import { ACTION_ICONS } from './icons'
import type { Links } from './links'
import type { Words } from './words'

/** The link to what was stored. @param renew for a click on one that has run out: gives a fresh URL, if there is one */
export function createFileLink(name: string, links: Links, renew: () => Promise<string | undefined>) {
  const element = el('a', { class: 'round', target: '_blank', rel: 'noopener', hidden: true }, icon(ACTION_ICONS.open))
  let stored: UploadedFile | undefined
  element.addEventListener('click', (event) => {
    if (!stored || links.valid(stored)) return
    event.preventDefault()
    void renew().then((url) => url && window.open(url, '_blank', 'noopener'))
  })
  return {
    element,
    update(state: UploadState, words: Words) {
      element.hidden = state.phase !== 'done'
      element.title = words.open
      element.setAttribute('aria-label', `${words.open} ${name}`)
      if (state.phase !== 'done') return
      stored = state.file
      // One that has run out stays: the click renews it.
      element.href = links.valid(stored) ?? element.href
    },
  }
}
