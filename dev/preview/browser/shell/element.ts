type Child = Node | string

interface Attributes {
  class?: string
  /** Text, or nothing for an attribute that is there or not. */
  [name: string]: string | boolean | ((event: Event) => void) | undefined
}

/** Makes an element: attributes by name, `onclick` and its kin as listeners. */
export function el<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(key.slice('on'.length), value)
    else if (value === true) element.setAttribute(key, '')
    else if (value) element.setAttribute(key, value)
  }
  element.append(...children)
  return element
}

/** A drawing of lines on a grid of 24, in the colour of the text around it. */
export function icon(path: string): SVGElement {
  const namespace = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(namespace, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  svg.setAttribute('class', 'icon')
  const shape = document.createElementNS(namespace, 'path')
  shape.setAttribute('d', path)
  svg.append(shape)
  return svg
}
