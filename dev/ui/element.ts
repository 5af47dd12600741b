type Child = Node | string

interface Attributes {
  class?: string
  /** A string, `true` for an attribute without a value, or a listener for `on…`. */
  [name: string]: string | boolean | ((event: Event) => void) | undefined
}

/** Creates an element with attributes, listeners (`onclick` and other `on…`) and children. */
export function el<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(key.slice('on'.length), value)
    else if (value === true) element.setAttribute(key, '')
    // An empty text is a value as well: `alt=""` says that a picture has no meaning.
    else if (typeof value === 'string') element.setAttribute(key, value)
  }
  element.append(...children)
  return element
}

/** An icon of lines on a grid of 24, in the colour of the surrounding text. */
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
