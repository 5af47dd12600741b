import { formatBytes } from '../../../../miniprogram/uploader/messages/format-bytes'
import { el } from '../../../ui/element'
import type { Preferences } from '../../../ui/preferences'
import type { Words } from '../words/texts'
import { keepFocus } from './keep-focus'
import { timeLeft } from './row-view'
import { hasEnded, type Totals } from './totals'

export interface TotalActions {
  pauseAll(): void
  resumeAll(): void
  cancelAll(): void
  clear(): void
}

/**
 * Progress of all files together, with buttons for all of them. It is hidden while there are no files.
 * @param focusElsewhere called when the bar is hidden while it has the focus
 */
export function createTotalBar(preferences: Preferences<Words>, actions: TotalActions, focusElsewhere: () => void) {
  const percent = el('strong', { class: 'total__percent' })
  const line = el('span', { class: 'total__line' })
  const fill = el('span', { class: 'bar__fill' })
  const failedFill = el('span', { class: 'bar__lost' })
  const bar = el('div', { class: 'bar', role: 'progressbar', 'aria-valuemax': '100' }, fill, failedFill)
  const button = (act: () => void) => el('button', { type: 'button', class: 'button', onclick: act })
  const [hold, cancel, clear] = [button(() => toggle()), button(actions.cancelAll), button(actions.clear)]
  const buttons = el('div', { class: 'total__buttons' }, hold, cancel, clear)
  const head = el('div', { class: 'total__head' }, percent, line, buttons)
  const element = el('section', { class: 'card total', hidden: true }, head, bar)
  let totals: Totals | undefined
  let currentWords: Words | undefined
  const toggle = (): void => (totals?.canPause ? actions.pauseAll() : actions.resumeAll())

  const draw = (): void => {
    if (!totals || !currentWords) return
    const { failed } = totals
    percent.textContent = `${totals.percent}%`
    line.textContent = lineOf(totals, currentWords)
    fill.style.setProperty('--share', String(totals.percent / 100))
    failedFill.style.setProperty('--share', String(totals.failedPercent / 100))
    failedFill.hidden = failed === 0
    bar.setAttribute('aria-valuenow', String(totals.percent))
    bar.setAttribute('aria-label', currentWords.files)
    bar.setAttribute('aria-valuetext', `${totals.percent}%, ${currentWords.total(totals)}`)
    hold.textContent = totals.canPause ? currentWords.pauseAll : currentWords.resumeAll
    cancel.textContent = currentWords.cancelAll
    clear.textContent = currentWords.clear
    keepFocus(element, () => totals && showButtons(totals), focusElsewhere)
  }
  const showButtons = (current: Totals): void => {
    const { count, done, failed, cancelled, canPause, canResume } = current
    const isBusy = !hasEnded(current)
    element.hidden = count === 0
    hold.hidden = !isBusy || !(canPause || canResume)
    cancel.hidden = !isBusy
    clear.hidden = done + failed + cancelled === 0
  }
  preferences.onWords((words) => {
    currentWords = words
    draw()
  })
  return {
    element,
    update(next: Totals) {
      totals = next
      draw()
    },
  }
}

function lineOf(totals: Totals, words: Words): string {
  const { bytesPerSecond, secondsLeft } = totals
  const parts = [words.total(totals)]
  if (bytesPerSecond > 0) parts.push(`${formatBytes(Math.round(bytesPerSecond))}/s`)
  if (secondsLeft !== undefined) parts.push(timeLeft(secondsLeft, words))
  return parts.join(' · ')
}
