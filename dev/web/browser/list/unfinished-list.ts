import type { UnfinishedUpload, Uploader } from '../../../../miniprogram/uploader/browser/index'
import { formatBytes } from '../../../../miniprogram/uploader/messages/format-bytes'
import type { Routes } from '../../../../server/routes'
import { el, icon } from '../../../ui/element'
import type { Preferences } from '../../../ui/preferences'
import type { Words } from '../words/texts'
import { KIND_ICONS, kindOf } from './icons'

/** Unfinished uploads of earlier visits, each with buttons to resume or discard it. It is hidden if there are none. */
export function createUnfinishedList(
  preferences: Preferences<Words>,
  uploader: Pick<Uploader<Routes>, 'unfinished' | 'discard'>,
  resume: (upload: UnfinishedUpload) => void,
  focusElsewhere: () => void,
) {
  const title = el('h2')
  const about = el('p', { class: 'card__about' })
  const list = el('ul', { class: 'list' })
  const element = el('section', { class: 'card unfinished', hidden: true }, title, about, list)
  let found: UnfinishedUpload[] = []
  let currentWords: Words | undefined
  let isLoaded = false

  const drop = (upload: UnfinishedUpload): void => {
    found = found.filter((other) => other !== upload)
    draw()
  }
  const draw = (): void => {
    if (!currentWords) return
    const words = currentWords
    element.hidden = found.length === 0
    title.textContent = words.unfinished
    about.textContent = words.unfinishedAbout
    const rows = found.map((upload) =>
      drawRow(upload, words, preferences.language() === 'en' ? 'en' : 'zh-CN', {
        resume() {
          drop(upload)
          resume(upload)
        },
        discard() {
          drop(upload)
          void uploader.discard(upload.id)
          // The next button gets the focus.
          const next = list.querySelector('button')
          if (next) next.focus()
          else focusElsewhere()
        },
      }),
    )
    list.replaceChildren(...rows)
  }
  preferences.onWords((words) => {
    currentWords = words
    draw()
  })
  return {
    element,
    /** Loads the list once. If the uploader's script is missing, every upload reports that, and a later call tries again. */
    async load(): Promise<void> {
      if (isLoaded) return
      isLoaded = true
      try {
        found = await uploader.unfinished()
        draw()
      } catch {
        isLoaded = false
      }
    },
  }
}

function drawRow(
  { name = '', size, type, percent, at }: UnfinishedUpload,
  words: Words,
  language: string,
  { resume, discard }: { resume(): void; discard(): void },
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
    el(
      'div',
      { class: 'row__buttons' },
      button(words.resumeUnfinished, resume, 'button--main'),
      button(words.discard, discard),
    ),
  )
}
