/**
 * Changes what is shown of an element. The focus of what is hidden then goes to the next button there, lest it fall out
 * of the page.
 * @param otherwise where no button is left
 */
export function keepFocus(within: HTMLElement, change: () => void, otherwise: () => void = () => {}): void {
  const focused = document.activeElement
  change()
  if (!(focused instanceof HTMLElement) || !within.contains(focused) || isShown(focused)) return
  const all = Array.from(within.querySelectorAll<HTMLElement>('button, a, summary'))
  const after = all.slice(all.indexOf(focused) + 1)
  const next = after.find(isShown) ?? all.find(isShown)
  if (next) next.focus()
  else otherwise()
}

const isShown = (element: Element): boolean => !element.closest('[hidden]')
