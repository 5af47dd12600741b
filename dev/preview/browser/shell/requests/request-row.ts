import { formatBytes } from '../../../../../miniprogram/uploader/messages/format-bytes'
import { el } from '../../../../ui/element'
import type { RequestNote } from '../../../wire'
import type { Words } from '../words'
import { requestDetails } from './request-details'

/** One request of the list, with the row below it that is shown when it is opened. */
export interface RequestRow {
  elements: [row: HTMLElement, details: HTMLElement]
  write(note: RequestNote, words: Words): void
  remove(): void
}

/** @param onOpen is called when the user opens it */
export function createRequestRow(columns: number, onOpen: () => void): RequestRow {
  const row = el('tr', { class: 'log__row' })
  // It is created once, so that it keeps the focus while its request goes on.
  const button = el('button', { type: 'button', class: 'log__open', 'aria-expanded': 'false' })
  const cell = el('td', { colspan: String(columns) })
  const details = el('tr', { class: 'log__details', hidden: true }, cell)
  let redraw = (): void => {}
  row.addEventListener('click', () => {
    details.hidden = !details.hidden
    button.setAttribute('aria-expanded', String(!details.hidden))
    redraw()
    if (!details.hidden) onOpen()
  })
  return {
    elements: [row, details],
    write(note, words) {
      fill(row, button, note, words)
      redraw = () => cell.replaceChildren(...(details.hidden ? [] : [requestDetails(note, words)]))
      redraw()
    },
    remove() {
      row.remove()
      details.remove()
    },
  }
}

function fill(row: HTMLElement, button: HTMLElement, note: RequestNote, words: Words): void {
  const { from, step, method, path, bytes, ms, code } = note
  row.dataset.step = step
  row.dataset.state = stateOf(note)
  button.replaceChildren(el('b', {}, method), ' ', short(path))
  const cells = [
    el('td', { class: 'log__from' }, el('span', { class: `from from--${from}` }, words.from[from])),
    el('td', { class: 'log__step' }, words.steps[step]),
    el('td', { class: 'log__path', title: path }),
    el('td', { class: 'log__status', title: code }, statusText(note), ...(code ? [el('small', {}, code)] : [])),
    el('td', { class: 'log__bytes' }, bytes === undefined ? '' : formatBytes(bytes)),
    el('td', { class: 'log__ms' }, ms === undefined ? '' : String(Math.round(ms))),
  ]
  const place = button.parentElement
  if (place) {
    // Moving the button would take the focus away from it, so that its cell stays.
    cells[2] = place as HTMLTableCellElement
    for (const old of [...row.children]) if (old !== place) old.remove()
    place.before(...cells.slice(0, 2))
    place.after(...cells.slice(3))
    return
  }
  cells[2]?.append(button)
  row.replaceChildren(...cells)
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
