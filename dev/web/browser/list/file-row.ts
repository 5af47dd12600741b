import { el, icon } from '../../../ui/element'
import { createFileLink } from '../links/file-link'
import type { Links } from '../links/links'
import type { Item } from '../uploads'
import type { Words } from '../words/texts'
import { ACTION_ICONS } from './icons'
import { keepFocus } from './keep-focus'
import { createPicture } from './picture'
import { type Action, type RowView, rowView } from './row-view'

/** An additional text of a row, such as the result of copying its link. */
export type Note = (words: Words, locale: 'zh' | 'en') => string

export interface FileRow {
  element: HTMLElement
  /** Replaces the note; shown from the next update on. */
  note(note: Note): void
  update(item: Item, words: Words, locale: 'zh' | 'en'): void
  close(): void
}

/** The row of one file. It is created once and changed in place, so that the focus stays. */
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
 * Pause and resume share one button, so that the focus stays on it. The last button always cancels or removes the file:
 * a pause button never turns into a cancel button under the user's finger.
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
