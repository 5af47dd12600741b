import { el } from '../../../../ui/element'
import type { Preferences } from '../../../../ui/preferences'
import type { RequestNote } from '../../../wire'
import { WORDS, type Words } from '../words'
import { createRequestRow, type RequestRow } from './request-row'

export interface RequestLog {
  element: HTMLElement
  /** Adds a row, or updates the row with the same id. */
  note(note: RequestNote): void
}

const MAX_ROWS = 300

const COLUMNS = ['from', 'step', 'path', 'status', 'bytes', 'ms'] as const

/** The list of requests, newest at the bottom. */
export function createRequestLog(preferences: Preferences<Words>): RequestLog {
  const rows = new Map<string, { row: RequestRow; note: RequestNote }>()
  const { element, body, clear, scroller, showEmpty } = frame(preferences)
  const follow = createFollowing(scroller)
  const words = (): Words => WORDS[preferences.language()]
  clear.addEventListener('click', () => {
    rows.clear()
    body.replaceChildren()
    showEmpty(true)
    follow.resume()
  })
  preferences.onLanguage(() => {
    for (const { row, note } of rows.values()) row.write(note, words())
  })
  const append = ({ elements }: RequestRow): void => {
    body.append(...elements)
    const [oldest] = rows.keys()
    if (rows.size > MAX_ROWS && oldest !== undefined) {
      rows.get(oldest)?.row.remove()
      rows.delete(oldest)
    }
    showEmpty(false)
  }
  return {
    element,
    note(note) {
      const known = rows.get(note.id)
      const row = known?.row ?? createRequestRow(COLUMNS.length, follow.stop)
      rows.set(note.id, { row, note })
      row.write(note, words())
      if (!known) append(row)
      follow.scroll()
    },
  }
}

/** The list stays at its end until the user scrolls away from it, or opens a request. */
function createFollowing(scroller: HTMLElement) {
  let isFollowing = true
  scroller.addEventListener('scroll', () => {
    isFollowing = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 2
  })
  return {
    stop: () => {
      isFollowing = false
    },
    resume: () => {
      isFollowing = true
    },
    // A row may have become higher since it was added, for example by an error code in it.
    scroll: () => {
      if (isFollowing) scroller.scrollTop = scroller.scrollHeight
    },
  }
}

function frame(preferences: Preferences<Words>) {
  const heading = el('h2', { id: 'requests' })
  const clear = el('button', { class: 'plain', type: 'button' })
  const empty = el('p', { class: 'log__none' })
  const body = el('tbody')
  const cells = COLUMNS.map((name) => el('th', { scope: 'col', class: `log__${name}` }))
  const table = el('table', { class: 'log__table', hidden: true }, el('thead', {}, el('tr', {}, ...cells)), body)
  preferences.onWords((words) => {
    heading.textContent = words.requests
    clear.textContent = words.clear
    empty.textContent = words.none
    table.setAttribute('aria-label', words.requests)
    cells.forEach((cell, index) => {
      cell.textContent = words.columns[COLUMNS[index] ?? 'from']
    })
  })
  const named = { 'aria-labelledby': 'requests' }
  // Focusable, so that it can be scrolled by keyboard.
  const scroller = el('div', { class: 'log__scroller', tabindex: '0', role: 'group', ...named }, table, empty)
  const head = el('div', { class: 'log__head' }, heading, clear)
  const showEmpty = (isEmpty: boolean): void => {
    empty.hidden = !isEmpty
    table.hidden = isEmpty
  }
  return { element: el('section', { class: 'card log', ...named }, head, scroller), body, clear, scroller, showEmpty }
}
