import type { UnfinishedUpload, Uploader } from '../../../miniprogram/uploader/browser/index'
import { formatBytes } from '../../../miniprogram/uploader/messages/format-bytes'
import type { Routes } from '../../../server/routes'
import { el, icon } from '../../preview/browser/shell/element'
import type { Preferences } from '../../preview/browser/shell/preferences'
import { KIND_ICONS, kindOf } from './icons'
import type { Words } from './words'

/** What an earlier visit left half done, offered to go on or to be dropped. Not there when there is nothing. */
export function createUnfinishedList(
  preferences: Preferences<Words>,
  uploader: Pick<Uploader<Routes>, 'unfinished' | 'discard'>,
  goOn: (upload: UnfinishedUpload) => void,
  otherwise: () => void,
) {
  const title = el('h2')
  const about = el('p', { class: 'card__about' })
  const list = el('ul', { class: 'list' })
  const element = el('section', { class: 'card unfinished', hidden: true }, title, about, list)
  let found: UnfinishedUpload[] = []
  let said: Words | undefined
  let hasLooked = false

  const drop = (upload: UnfinishedUpload): void => {
    found = found.filter((other) => other !== upload)
    draw()
  }
  const draw = (): void => {
    if (!said) return
    const words = said
    element.hidden = found.length === 0
    title.textContent = words.unfinished
    about.textContent = words.unfinishedAbout
    const rows = found.map((upload) =>
      drawRow(upload, words, preferences.language() === 'en' ? 'en' : 'zh-CN', {
        goOn() {
          drop(upload)
          goOn(upload)
        },
        discard() {
          drop(upload)
          void uploader.discard(upload.id)
          // The focus goes to the next, lest it fall out of the page.
          const next = list.querySelector('button')
          if (next) next.focus()
          else otherwise()
        },
      }),
    )
    list.replaceChildren(...rows)
  }
  preferences.say((words) => {
    said = words
    draw()
  })
  return {
    element,
    /** Once. Where the uploader's own script is missing every upload says so, and a later look may find it. */
    async look(): Promise<void> {
      if (hasLooked) return
      hasLooked = true
      try {
        found = await uploader.unfinished()
        draw()
      } catch {
        hasLooked = false
      }
    },
  }
}

function drawRow(
  { name = '', size, type, percent, at }: UnfinishedUpload,
  words: Words,
  language: string,
  { goOn, discard }: { goOn(): void; discard(): void },
): HTMLElement {
  const when = new Date(at).toLocaleString(language, { dateStyle: 'short', timeStyle: 'short' })
  const detail = [`${percent}%`, formatBytes(size), words.at(when)].join(' · ')
  const button = (label: string, act: () => void, kind = '') =>
    el('button', { type: 'button', class: `button ${kind}`, 'aria-label': `${label} ${name}`, onclick: act }, label)
  return el(
    'li',
    { class: 'row', 'data-tone': 'held' },
    el('span', { class: 'row__picture', 'data-kind': kindOf(type) }, icon(KIND_ICONS[kindOf(type)])),
    el(
      'div',
      { class: 'row__text' },
      el('span', { class: 'row__name' }, name),
      el('p', { class: 'row__line' }, el('span', { class: 'row__detail' }, detail)),
    ),
    el('div', { class: 'row__buttons' }, button(words.goOn, goOn, 'button--main'), button(words.discard, discard)),
  )
}
