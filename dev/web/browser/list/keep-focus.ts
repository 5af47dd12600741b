/**
 * Runs `change`, which may hide parts of an element. If the focused part is hidden, the next button gets the focus.
 * @param focusElsewhere called if no button is left
 */
export function keepFocus(within: HTMLElement, change: () => void, focusElsewhere: () => void = () => {}): void {
  const focused = document.activeElement
  change()
  if (!(focused instanceof HTMLElement) || !within.contains(focused) || isShown(focused)) return
  const all = Array.from(within.querySelectorAll<HTMLElement>('button, a, summary'))
  const after = all.slice(all.indexOf(focused) + 1)
  const next = after.find(isShown) ?? all.find(isShown)
  if (next) next.focus()
  else focusElsewhere()
}

const isShown = (element: Element): boolean => !element.closest('[hidden]')
