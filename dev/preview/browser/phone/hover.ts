import { componentOf } from '../built-in/definition'

/** A segment of the class list that no template writes to. */
const HOVER_SEGMENT = 1

/** Puts on the `hover-class` of what is pressed and of all it lies in. The answer takes them off. */
export function pressed(target: Element): () => void {
  const removals: (() => void)[] = []
  for (let element: Element | null = target; element; element = element.parentElement) {
    const component = componentOf(element)
    const { hoverClass, hoverStartTime, hoverStayTime, hoverStopPropagation } = component?.data ?? {}
    if (!component || !hoverClass || hoverClass === 'none') continue
    const toggle = (isOn: boolean): void => component.toggleNodeClass(hoverClass, isOn, HOVER_SEGMENT)
    const timer = setTimeout(toggle, hoverStartTime, true)
    removals.push(() => {
      clearTimeout(timer)
      setTimeout(toggle, Math.min(hoverStayTime, 80), false)
    })
    if (hoverStopPropagation) break
  }
  return () => {
    for (const remove of removals.splice(0)) remove()
  }
}
