import type { UploadedFile, UploadState } from '../../../miniprogram/uploader/browser/index'
import { el, icon } from '../../preview/browser/shell/element'
import { ACTION_ICONS } from './icons'
import type { Words } from './words'

/** A fresh URL of a private file: the one that came with it lives for an hour at most. Undefined: there is none. */
export type FreshUrl = (key: string) => Promise<string | undefined>

/** The link to what was stored. One that has run out is renewed by the click. */
export function createFileLink(name: string, fresh: FreshUrl) {
  const element = el('a', { class: 'round', target: '_blank', rel: 'noopener', hidden: true }, icon(ACTION_ICONS.open))
  let stored: { file: UploadedFile; at: number } | undefined
  element.addEventListener('click', (event) => {
    if (!stored || !hasRunOut(stored.file, stored.at)) return
    event.preventDefault()
    void fresh(stored.file.key).then((url) => url && window.open(url, '_blank', 'noopener'))
  })
  return {
    element,
    update(state: UploadState, words: Words) {
      element.hidden = state.phase !== 'done'
      element.title = words.open
      element.setAttribute('aria-label', `${words.open} ${name}`)
      if (state.phase !== 'done' || stored?.file === state.file) return
      stored = { file: state.file, at: Date.now() }
      element.href = state.file.url
    },
  }
}

const hasRunOut = ({ urlExpiresIn }: UploadedFile, at: number): boolean =>
  urlExpiresIn !== undefined && Date.now() - at > (urlExpiresIn - 30) * 1000
