import type { UploadedFile, UploadState } from '../../../../miniprogram/uploader/browser/index'
import { el, icon } from '../../../ui/element'
import { ACTION_ICONS } from '../list/icons'
import type { Words } from '../words/texts'
import type { Links } from './links'

/** The link to the stored file. @param open called when the user clicks an expired link */
export function createFileLink(name: string, links: Links, open: () => void) {
  const element = el('a', { class: 'round', target: '_blank', rel: 'noopener', hidden: true }, icon(ACTION_ICONS.open))
  let stored: UploadedFile | undefined
  const openIfExpired = (event: MouseEvent): void => {
    if (!stored || links.valid(stored)) return
    event.preventDefault()
    open()
  }
  element.addEventListener('click', openIfExpired)
  // The middle button also opens links; the right button does not.
  element.addEventListener('auxclick', (event) => event.button === 1 && openIfExpired(event))
  return {
    element,
    update(state: UploadState, words: Words) {
      element.hidden = state.phase !== 'done'
      element.title = words.open
      element.setAttribute('aria-label', `${words.open} ${name}`)
      if (state.phase !== 'done') return
      stored = state.file
      // An expired URL stays; the click renews it.
      element.href = links.valid(stored) ?? element.href
    },
  }
}
