import { componentOf } from '../../built-in/definition'

/** A segment of the class list that templates do not write. */
const HOVER_SEGMENT = 1

/** Adds the `hover-class` of the pressed element and its ancestors. Returns a function that removes them. */
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
