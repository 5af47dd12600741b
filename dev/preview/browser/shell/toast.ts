import { el, icon } from '../../../ui/element'
import type { Toast } from '../client'

const ICONS = { success: 'M5 13l5 5L20 7', error: 'M6 6l12 12M18 6L6 18', loading: 'M12 3a9 9 0 1 1-9 9', none: '' }

/** `wx.showToast` and `wx.showLoading`; only one is shown at a time. */
export function createToast() {
  const words = el('span', { class: 'toast__words' })
  const picture = el('span', { class: 'toast__icon' })
  const element = el('div', { class: 'toast', role: 'status', hidden: true }, picture, words)
  let timer = 0
  const hide = (): void => {
    clearTimeout(timer)
    element.hidden = true
  }
  return {
    element,
    hide,
    show({ title, icon: name, duration, mask }: Toast) {
      hide()
      element.dataset.icon = name
      element.dataset.mask = String(mask)
      picture.replaceChildren(...(ICONS[name] ? [icon(ICONS[name])] : []))
      words.textContent = title
      element.hidden = false
      if (duration > 0) timer = window.setTimeout(hide, duration)
    },
  }
}
