import type { UploadedFile, UploadState } from '../../../miniprogram/uploader/browser/index'
import { el, icon } from '../../preview/browser/shell/element'
import { ACTION_ICONS } from './icons'
import type { Links } from './links'
import type { Words } from './words'

/** The link to what was stored. @param open for a click on one that has run out */
export function createFileLink(name: string, links: Links, open: () => void) {
  const element = el('a', { class: 'round', target: '_blank', rel: 'noopener', hidden: true }, icon(ACTION_ICONS.open))
  let stored: UploadedFile | undefined
  const openIfRunOut = (event: MouseEvent): void => {
    if (!stored || links.valid(stored)) return
    event.preventDefault()
    open()
  }
  element.addEventListener('click', openIfRunOut)
  // The middle button opens links too; the right one does not.
  element.addEventListener('auxclick', (event) => event.button === 1 && openIfRunOut(event))
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
