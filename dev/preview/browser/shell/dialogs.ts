import { el } from '../../../ui/element'
import type { Preferences } from '../../../ui/preferences'
import type { Dialog } from '../client'
import type { Words } from './words'

/** `wx.showModal` and `wx.showActionSheet`, drawn over the phone. */
export function createDialogs(preferences: Preferences<Words>) {
  const element = el('div', { class: 'dialogs', hidden: true })
  const open = <Answer>(build: (answer: (value: Answer) => void) => HTMLElement, onEscape: Answer): Promise<Answer> =>
    new Promise((resolve) => {
      const before = document.activeElement
      const answer = (value: Answer): void => {
        element.hidden = true
        element.replaceChildren()
        if (before instanceof HTMLElement) before.focus()
        resolve(value)
      }
      const box = build(answer)
      box.addEventListener('keydown', ({ key }) => key === 'Escape' && answer(onEscape))
      element.replaceChildren(box)
      element.hidden = false
      box.querySelector<HTMLElement>('button:last-of-type')?.focus()
    })

  return {
    element,
    ask: ({ title, content, confirmText, cancelText }: Dialog): Promise<boolean> =>
      open((answer) => {
        const cancel = el('button', { type: 'button', onclick: () => answer(false) }, cancelText)
        const confirm = el('button', { type: 'button', class: 'confirm', onclick: () => answer(true) }, confirmText)
        return el(
          'div',
          { class: 'modal', role: 'alertdialog', 'aria-modal': 'true', 'aria-label': title || content },
          ...(title ? [el('h3', {}, title)] : []),
          el('p', {}, content),
          el('div', { class: 'modal__buttons' }, ...(cancelText ? [cancel] : []), confirm),
        )
      }, false),
    choose: (items: string[]): Promise<number | undefined> =>
      open<number | undefined>((answer) => {
        const buttons = items.map((item, index) => el('button', { type: 'button', onclick: () => answer(index) }, item))
        const cancelText = preferences.language() === 'en' ? 'Cancel' : '取消'
        const cancel = el('button', { type: 'button', class: 'cancel', onclick: () => answer(undefined) }, cancelText)
        return el('div', { class: 'sheet', role: 'dialog', 'aria-modal': 'true' }, ...buttons, cancel)
      }, undefined),
  }
}
