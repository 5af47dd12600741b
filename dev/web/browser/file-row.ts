import { el, icon } from '../../preview/browser/shell/element'
import { createFileLink } from './file-link'
import { ACTION_ICONS } from './icons'
import { keepFocus } from './keep-focus'
import type { Links } from './links'
import { createPicture } from './picture'
import { type Action, type RowView, rowView } from './row-view'
import type { Item } from './uploads'
import type { Words } from './words'

/** What a row says besides, such as what became of its link. */
export type Note = (words: Words, locale: 'zh' | 'en') => string

export interface FileRow {
  element: HTMLElement
  /** Shown from the next update on, in place of the note before. */
  note(note: Note): void
  update(item: Item, words: Words, locale: 'zh' | 'en'): void
  close(): void
}

/** One file: made once and changed in place, so that the focus stays where it is. */
export function createFileRow(item: Item, act: (action: Action) => void, links: Links, openLink: () => void): FileRow {
  const picture = createPicture(item)
  const status = el('span', { class: 'row__status' })
  const detail = el('span', { class: 'row__detail' })
  const noteText = el('span', { class: 'row__note' })
  const bar = createBar(item.name)
  const hint = createHint()
  const link = createFileLink(item.name, links, openLink)
  const buttons = createButtons(act, link.element)
  const name = el('span', { class: 'row__name', title: item.name }, item.name)
  const text = el('div', { class: 'row__text' }, name, el('p', { class: 'row__line' }, status, detail, noteText))
  const element = el('li', { class: 'row' }, picture.element, text, buttons.element, bar.element, hint.element)
  let note: Note = () => ''
  return {
    element,
    note(next) {
      note = next
    },
    close: picture.close,
    update(item, words, locale) {
      const view = rowView(item, words, locale)
      element.dataset.tone = view.tone
      status.textContent = view.status
      detail.textContent = view.detail
      noteText.textContent = note(words, locale)
      bar.update(view)
      picture.update(item.state)
      keepFocus(element, () => {
        hint.update(view.hint, words)
        buttons.update(view.actions, item.name, words)
        link.update(item.state, words)
      })
    },
  }
}

function createBar(name: string) {
  const fill = el('span', { class: 'bar__fill' })
  const element = el('div', { class: 'bar', role: 'progressbar', 'aria-label': name, 'aria-valuemax': '100' }, fill)
  return {
    element,
    update({ percent, status, tone }: RowView) {
      fill.style.setProperty('--share', String(percent / 100))
      element.hidden = tone === 'good' || tone === 'bad'
      element.setAttribute('aria-valuenow', String(percent))
      element.setAttribute('aria-valuetext', status)
    },
  }
}

function createHint() {
  const summary = el('summary')
  const text = el('p')
  const element = el('details', { class: 'row__hint', hidden: true }, summary, text)
  return {
    element,
    update(hint: string, words: Words) {
      element.hidden = hint === ''
      summary.textContent = words.why
      text.textContent = hint
    },
  }
}

/**
 * A pause that turns into a resume is one button: whoever has just pressed it is still on it. The last is always what
 * gives the file up, and stands at the end however many are before it: no pause becomes a cancel under the finger.
 */
function createButtons(act: (action: Action) => void, link: HTMLElement) {
  const slots = [0, 1, 2].map(() => {
    const button = el('button', { type: 'button', class: 'round', hidden: true })
    button.addEventListener('click', () => act(button.dataset.action as Action))
    return button
  })
  return {
    element: el('div', { class: 'row__buttons' }, link, ...slots),
    update(actions: readonly Action[], name: string, words: Words) {
      slots.forEach((button, index) => {
        const action = actions.at(index - slots.length)
        button.hidden = action === undefined
        if (!action) return
        button.setAttribute('aria-label', `${words[action]} ${name}`)
        button.title = words[action]
        if (button.dataset.action === action) return
        button.dataset.action = action
        button.replaceChildren(icon(ACTION_ICONS[action]))
      })
    },
  }
}
