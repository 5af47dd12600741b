import { formatBytes } from '../../../miniprogram/uploader/messages/format-bytes'
import { el } from '../../preview/browser/shell/element'
import type { Preferences } from '../../preview/browser/shell/preferences'
import { keepFocus } from './keep-focus'
import { timeLeft } from './row-view'
import { hasEnded, type Totals } from './totals'
import type { Words } from './words'

export interface TotalActions {
  pauseAll(): void
  resumeAll(): void
  cancelAll(): void
  clear(): void
}

/**
 * All files together, and what can be done to all of them. Not there while there is none.
 * @param otherwise takes the focus when it goes
 */
export function createTotalBar(preferences: Preferences<Words>, actions: TotalActions, otherwise: () => void) {
  const percent = el('strong', { class: 'total__percent' })
  const line = el('span', { class: 'total__line' })
  const fill = el('span', { class: 'bar__fill' })
  const lost = el('span', { class: 'bar__lost' })
  const bar = el('div', { class: 'bar', role: 'progressbar', 'aria-valuemax': '100' }, fill, lost)
  const button = (act: () => void) => el('button', { type: 'button', class: 'button', onclick: act })
  const [hold, cancel, clear] = [button(() => toggle()), button(actions.cancelAll), button(actions.clear)]
  const buttons = el('div', { class: 'total__buttons' }, hold, cancel, clear)
  const head = el('div', { class: 'total__head' }, percent, line, buttons)
  const element = el('section', { class: 'card total', hidden: true }, head, bar)
  let totals: Totals | undefined
  let said: Words | undefined
  const toggle = (): void => (totals?.canPause ? actions.pauseAll() : actions.resumeAll())

  const draw = (): void => {
    if (!totals || !said) return
    const { failed } = totals
    percent.textContent = `${totals.percent}%`
    line.textContent = lineOf(totals, said)
    fill.style.setProperty('--share', String(totals.percent / 100))
    lost.style.setProperty('--share', String(totals.failedPercent / 100))
    lost.hidden = failed === 0
    bar.setAttribute('aria-valuenow', String(totals.percent))
    bar.setAttribute('aria-label', said.files)
    bar.setAttribute('aria-valuetext', `${totals.percent}%, ${said.total(totals)}`)
    hold.textContent = totals.canPause ? said.pauseAll : said.resumeAll
    cancel.textContent = said.cancelAll
    clear.textContent = said.clear
    keepFocus(element, () => totals && showButtons(totals), otherwise)
  }
  const showButtons = (of: Totals): void => {
    const { count, done, failed, cancelled, canPause, canResume } = of
    const isBusy = !hasEnded(of)
    element.hidden = count === 0
    hold.hidden = !isBusy || !(canPause || canResume)
    cancel.hidden = !isBusy
    clear.hidden = done + failed + cancelled === 0
  }
  preferences.say((words) => {
    said = words
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
