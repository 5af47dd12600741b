import { el, icon } from '../../../ui/element'
import type { Preferences } from '../../../ui/preferences'
import type { MediaSource } from '../client'
import type { Words } from './words'

/** `wx.previewMedia`: images and videos over the whole phone, one at a time. */
export function createViewer(preferences: Preferences<Words>) {
  const { element, stage, count, close, previous, next } = drawViewer(preferences)
  let sources: MediaSource[] = []
  let current = 0
  let before: Element | null = null
  const step = (by: number): void => {
    current = Math.min(Math.max(current + by, 0), sources.length - 1)
    const source = sources[current]
    if (source) stage.replaceChildren(pictureOf(source))
    count.textContent = `${current + 1} / ${sources.length}`
    previous.hidden = current === 0
    next.hidden = current === sources.length - 1
  }
  const hide = (): void => {
    element.hidden = true
    stage.replaceChildren()
    if (before instanceof HTMLElement) before.focus()
  }
  close.addEventListener('click', hide)
  stage.addEventListener('click', (event) => event.target instanceof HTMLVideoElement || hide())
  previous.addEventListener('click', () => step(-1))
  next.addEventListener('click', () => step(1))
  element.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') hide()
    if (key === 'ArrowLeft') step(-1)
    if (key === 'ArrowRight') step(1)
  })
  const show = (list: MediaSource[], index: number): void => {
    sources = list
    current = index
    before = document.activeElement
    element.hidden = false
    step(0)
    close.focus()
  }
  return { element, hide, show }
}

function drawViewer(preferences: Preferences<Words>) {
  const button = (name: string, path: string) => el('button', { type: 'button', class: `viewer__${name}` }, icon(path))
  const close = button('close', 'M6 6l12 12M18 6L6 18')
  const previous = button('previous', 'M15 5l-7 7 7 7')
  const next = button('next', 'M9 5l7 7-7 7')
  const stage = el('div', { class: 'viewer__stage' })
  const count = el('span', { class: 'viewer__count', 'aria-live': 'polite' })
  const parts = [stage, count, close, previous, next]
  const element = el('div', { class: 'viewer', role: 'dialog', 'aria-modal': 'true', hidden: true }, ...parts)
  preferences.onWords((words) => {
    close.setAttribute('aria-label', words.closeViewer)
    previous.setAttribute('aria-label', words.previous)
    next.setAttribute('aria-label', words.next)
  })
  return { element, stage, count, close, previous, next }
}

function pictureOf({ url, type, poster }: MediaSource): HTMLElement {
  if (type === 'image') return el('img', { src: url, alt: '' })
  return el('video', { src: url, controls: true, playsinline: true, ...(poster ? { poster } : {}) })
}
