import { formatBytes } from '../../../../miniprogram/uploader/messages/format-bytes'
import type { RequestNote } from '../../wire'
import { el } from './element'
import type { Preferences } from './preferences'
import { WORDS, type Words } from './words'

export interface RequestLog {
  element: HTMLElement
  /** A new row, or more about one that is there. */
  note(note: RequestNote): void
}

const MOST_ROWS = 300

/** The requests as they happen, newest below. */
export function createRequestLog(preferences: Preferences): RequestLog {
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
    if (rows.size > MOST_ROWS && oldest !== undefined) {
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

function frame(preferences: Preferences) {
  const heading = el('h2', { id: 'requests' })
  const clear = el('button', { class: 'plain', type: 'button' })
  const empty = el('p', { class: 'log__none' })
  const body = el('tbody')
  const names = ['from', 'step', 'path', 'status', 'bytes', 'ms'] as const
  const cells = names.map((name) => el('th', { scope: 'col', class: `log__${name}` }))
  const table = el('table', { class: 'log__table', hidden: true }, el('thead', {}, el('tr', {}, ...cells)), body)
  preferences.say((words) => {
    heading.textContent = words.requests
    clear.textContent = words.clear
    empty.textContent = words.none
    table.setAttribute('aria-label', words.requests)
    cells.forEach((cell, index) => {
      cell.textContent = words.columns[names[index] ?? 'from']
    })
  })
  const named = { 'aria-labelledby': 'requests' }
  // To be reached by keyboard, since it scrolls.
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
 * 203 is a success to HTTP, and to an upload with a callback it is not; a 200 may hold a refusal; and that a file is
 * not there is what the backend hopes to hear when it checks whether it has been promoted before.
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

/** A key says most at its end. */
const short = (path: string): string => (path.length > 44 ? `${path.slice(0, 14)}…${path.slice(-28)}` : path)
