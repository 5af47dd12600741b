import { formatBytes } from '../../../../miniprogram/uploader/messages/format-bytes'
import { el } from '../../../ui/element'
import type { Preferences } from '../../../ui/preferences'
import type { RequestNote } from '../../wire'
import { WORDS, type Words } from './words'

export interface RequestLog {
  element: HTMLElement
  /** Adds a row, or updates the row with the same id. */
  note(note: RequestNote): void
}

const MAX_ROWS = 300

/** The list of requests, newest at the bottom. */
export function createRequestLog(preferences: Preferences<Words>): RequestLog {
  const rows = new Map<string, { row: HTMLTableRowElement; note: RequestNote }>()
  const { element, body, clear, scroller, showEmpty } = frame(preferences)
  const write = (row: HTMLTableRowElement, note: RequestNote): void => fill(row, note, WORDS[preferences.language()])
  clear.addEventListener('click', () => {
    rows.clear()
    body.replaceChildren()
    showEmpty(true)
  })
  preferences.onLanguage(() => {
    for (const { row, note } of rows.values()) write(row, note)
  })
  const append = (row: HTMLTableRowElement): void => {
    const isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 40
    body.append(row)
    const [oldest] = rows.keys()
    if (rows.size > MAX_ROWS && oldest !== undefined) {
      rows.get(oldest)?.row.remove()
      rows.delete(oldest)
    }
    showEmpty(false)
    if (isAtEnd) scroller.scrollTop = scroller.scrollHeight
  }
  return {
    element,
    note(note) {
      const known = rows.get(note.id)
      const row = known?.row ?? el('tr')
      rows.set(note.id, { row, note })
      write(row, note)
      if (!known) append(row)
    },
  }
}

function frame(preferences: Preferences<Words>) {
  const heading = el('h2', { id: 'requests' })
  const clear = el('button', { class: 'plain', type: 'button' })
  const empty = el('p', { class: 'log__none' })
  const body = el('tbody')
  const names = ['from', 'step', 'path', 'status', 'bytes', 'ms'] as const
  const cells = names.map((name) => el('th', { scope: 'col', class: `log__${name}` }))
  const table = el('table', { class: 'log__table', hidden: true }, el('thead', {}, el('tr', {}, ...cells)), body)
  preferences.onWords((words) => {
    heading.textContent = words.requests
    clear.textContent = words.clear
    empty.textContent = words.none
    table.setAttribute('aria-label', words.requests)
    cells.forEach((cell, index) => {
      cell.textContent = words.columns[names[index] ?? 'from']
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

function fill(row: HTMLTableRowElement, note: RequestNote, words: Words): void {
  const { from, step, method, path, bytes, ms, code } = note
  row.dataset.step = step
  row.dataset.state = stateOf(note)
  row.replaceChildren(
    el('td', { class: 'log__from' }, el('span', { class: `from from--${from}` }, words.from[from])),
    el('td', { class: 'log__step' }, words.steps[step]),
    el('td', { class: 'log__path', title: path }, el('b', {}, method), ' ', short(path)),
    el('td', { class: 'log__status', title: code }, statusText(note), ...(code ? [el('small', {}, code)] : [])),
    el('td', { class: 'log__bytes' }, bytes === undefined ? '' : formatBytes(bytes)),
    el('td', { class: 'log__ms' }, ms === undefined ? '' : String(Math.round(ms))),
  )
}

/**
 * 203 is a success for HTTP, but means a failed callback for an upload. A 200 may contain a refusal. And a HEAD that
 * finds no file is normal: the backend checks whether the file has been promoted before.
 */
function stateOf({ step, status, ms, code }: RequestNote): 'going' | 'good' | 'doubtful' | 'bad' {
  if (ms === undefined) return 'going'
  if (status === 203 || (status === 200 && code) || (step === 'head' && status === 404)) return 'doubtful'
  return status >= 200 && status < 400 ? 'good' : 'bad'
}

function statusText({ status, ms }: RequestNote): string {
  if (ms === undefined) return '…'
  return status === 0 ? '—' : String(status)
}

/** Shortens the middle, as the end of a key says most. */
const short = (path: string): string => (path.length > 44 ? `${path.slice(0, 14)}…${path.slice(-28)}` : path)
