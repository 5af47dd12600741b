import { join } from 'node:path'
import { createWxHost, type WxHost } from '../../../dev/wx-host'

/** The part of miniprogram-simulate that is used here. It comes without types. */
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

/** The part of jsdom's elements that is used here. The tests compile without DOM types. */
export interface SeenElement {
  textContent: string | null
  getAttribute(name: string): string | null
  getBoundingClientRect: () => object
}

interface Simulate {
  load(component: string | object, tagName?: string, options?: { rootPath: string }): string
  render(id: string): Rendered
}

/** jsdom provides this. */
declare const document: { body: object }

/** What a user sees and does in some components. Selectors can only be classes. */
export interface Screen {
  has(selector: string): boolean
  texts(selector: string): string[]
  elements(selector: string): SeenElement[]
  /** The values of one of WeChat's own attributes, such as `ariaLabel`, on each element of a class. */
  attributes(selector: string, name: string): unknown[]
  /** Taps the n-th element of a class, counted from 0, as soon as it exists. */
  tap(selector: string, index?: number): Promise<void>
}

export interface Opened {
  page: Rendered
  phone: WxHost
  /** May be called more than once. It is also called at the end of the test. */
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

/** Loads a component or a page once for each test file: jest caches modules, so a second load would run nothing. */
export function loadSource(path: string): string {
  const id = loaded.get(path) ?? simulate().load(join(ROOT, path), path.split('/').pop(), { rootPath: ROOT })
  loaded.set(path, id)
  return id
}

/** @param load returns the component's id; it is called after the phone's `wx` is installed */
export function open(load: (load: Simulate['load']) => string): Opened {
  const { load: loadDefinition, render } = simulate()
  const phone = createWxHost({ platform: 'ios' })
  // This replaces the `wx` of miniprogram-simulate, which always succeeds.
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

/** Waits for one turn of the event loop, in which the page receives its events. */
export const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await turn()
}

/** Repeats an assertion until it holds, because the component paints at most six times a second, and a busy machine is slow. */
export async function eventually(assertion: () => void): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await turn()) {
    try {
      return assertion()
    } catch {}
  }
  assertion()
}
