import { el } from '../../../ui/element'
import type { Preferences } from '../../../ui/preferences'
import type { Links } from '../links/links'
import type { Item } from '../uploads'
import type { Words } from '../words/texts'
import { createFileRow, type FileRow, type Note } from './file-row'
import type { Action } from './row-view'

const TICK_MS = 1_000

/** The list of rows, in the order of the items. */
export function createFileList(
  preferences: Preferences<Words>,
  act: (action: Action, item: Item) => void,
  links: Links,
  openLink: (item: Item) => void,
) {
  const title = el('h2', { class: 'unseen' })
  const list = el('ul', { class: 'list' })
  const element = el('section', { class: 'card files', hidden: true }, title, list)
  const rows = new Map<number, { row: FileRow; item: Item }>()
  let currentWords: Words | undefined

  const locale = (): 'zh' | 'en' => (preferences.language() === 'en' ? 'en' : 'zh')
  const rowOf = (item: Item): FileRow => {
    const known = rows.get(item.id)
    if (known) return known.row
    const row = createFileRow(
      item,
      (action) => act(action, item),
      links,
      () => openLink(item),
    )
    rows.set(item.id, { row, item })
    list.append(row.element)
    return row
  }
  preferences.onWords((words) => {
    currentWords = words
    title.textContent = words.files
    for (const { row, item } of rows.values()) row.update(item, words, locale())
  })
  let ticking = 0
  const update = (item: Item): void => {
    if (currentWords) rowOf(item).update(item, currentWords, locale())
    element.hidden = rows.size === 0
    if (item.state.phase === 'retrying' && !ticking) ticking = window.setTimeout(tick, TICK_MS)
  }
  /** Shows the seconds that are left until each retry. */
  const tick = (): void => {
    ticking = 0
    for (const { item } of rows.values()) if (item.state.phase === 'retrying') update(item)
  }
  return {
    element,
    update,
    /** Shows a note in the item's row, if the item is in the list. */
    note(item: Item, note: Note) {
      rows.get(item.id)?.row.note(note)
      if (rows.has(item.id)) update(item)
    },
    focus: (item: Item) => rows.get(item.id)?.row.element.querySelector<HTMLElement>('button:not([hidden])')?.focus(),
    /** Moves the focus to the next row, or calls `focusElsewhere` if there is none. */
    remove(item: Item, focusElsewhere: () => void) {
      const row = rows.get(item.id)?.row
      if (!row) return
      const hadFocus = row.element.contains(document.activeElement)
      const next = row.element.nextElementSibling ?? row.element.previousElementSibling
      rows.delete(item.id)
      row.close()
      row.element.remove()
      element.hidden = rows.size === 0
      if (!hadFocus) return
      const button = next?.querySelector<HTMLElement>('button:not([hidden])')
      if (button) button.focus()
      else focusElsewhere()
    },
  }
}
