import { join } from 'node:path'
import { createWxHost, type WxHost } from '../../../dev/wx-host'

/** What is used of miniprogram-simulate, which has no types of its own. */
export interface Rendered {
  data: Record<string, unknown>
  instance: Record<string, (...given: unknown[]) => unknown>
  dom: SeenElement
  dispatchEvent(name: string): void
  toJSON(): { attrs: { name: string; value: unknown }[] }
  querySelector(selector: string): Rendered | undefined
  querySelectorAll(selector: string): Rendered[]
  setData(data: Record<string, unknown>): void
  attach(parent: object): void
  detach(): void
}

/** What is used of jsdom's elements; the tests compile without DOM types. */
export interface SeenElement {
  textContent: string | null
  getAttribute(name: string): string | null
  getBoundingClientRect: () => object
}

interface Simulate {
  load(component: string | object, tagName?: string, options?: { rootPath: string }): string
  render(id: string): Rendered
}

/** jsdom's. */
declare const document: { body: object }

/** What a user sees and does, in these components. Selectors: classes only. */
export interface Screen {
  has(selector: string): boolean
  texts(selector: string): string[]
  elements(selector: string): SeenElement[]
  /** What the template gives each element of a class as an attribute that WeChat knows: `ariaLabel`. */
  attributes(selector: string, name: string): unknown[]
  /** The n-th element of a class, from 0, as soon as it is there. */
  tap(selector: string, index?: number): Promise<void>
}

export interface Opened {
  page: Rendered
  phone: WxHost
  /** Once is enough; the end of the test does it too. */
  leave(): void
}

const ROOT = join(__dirname, '../../../miniprogram')
const opened: Opened[] = []
const loaded = new Map<string, string>()

afterEach(async () => {
  for (const { leave, phone } of opened.splice(0)) {
    leave()
    await phone.dispose()
  }
})

const simulate = (): Simulate => require('miniprogram-simulate') as Simulate

/** A component or page of the mini-program, once for a test file: jest keeps a module, a second load would run nothing. */
export function loadSource(path: string): string {
  const id = loaded.get(path) ?? simulate().load(join(ROOT, path), path.split('/').pop(), { rootPath: ROOT })
  loaded.set(path, id)
  return id
}

/** @param load gives the component's id; runs when the phone's `wx` is there */
export function open(load: (load: Simulate['load']) => string): Opened {
  const { load: loadDefinition, render } = simulate()
  const phone = createWxHost({ platform: 'ios' })
  // After simulate's own `wx`, which always succeeds, has been put there.
  Object.assign(globalThis, { wx: phone.wx })
  const page = render(load(loadDefinition))
  page.attach(document.body)
  let isOpen = true
  const all: Opened = {
    page,
    phone,
    leave() {
      if (isOpen) page.detach()
      isOpen = false
    },
  }
  opened.push(all)
  return all
}

export function screen(components: () => Rendered[]): Screen {
  const find = (selector: string): Rendered[] =>
    components().flatMap((component) => component.querySelectorAll(selector))
  return {
    has: (selector) => find(selector).length > 0,
    texts: (selector) => find(selector).map(({ dom }) => dom.textContent ?? ''),
    elements: (selector) => find(selector).map(({ dom }) => dom),
    attributes: (selector, name) =>
      find(selector).map((element) => element.toJSON().attrs.find((attribute) => attribute.name === name)?.value),
    async tap(selector, index = 0) {
      await eventually(() => expect([selector, find(selector).length > index]).toEqual([selector, true]))
      find(selector)[index]?.dispatchEvent('tap')
      await turn()
    },
  }
}

/** Events of a page are delivered in a later turn. */
export const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await turn()
}

/** What is to be seen comes a moment later: the component paints at most six times a second. */
export async function eventually(assertion: () => void): Promise<void> {
  for (const end = Date.now() + 3000; Date.now() < end; await turn()) {
    try {
      return assertion()
    } catch {}
  }
  assertion()
}
