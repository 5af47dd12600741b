import type { WxHost } from '../../../dev/wx-host'
import type { UploadApp } from '../../../miniprogram/app'
import { loadSource, open, type Rendered, type Screen, screen } from './simulated'

interface PageOptions {
  data: object
  onLoad?(): void
  [method: string]: unknown
}

declare const Component: (options: object) => void

export interface OpenedPage extends Screen {
  phone: WxHost
  data: Record<string, unknown>
  /** Calls a method of the page. */
  call(method: string, event: object): unknown
  /** A component in the page, by its class or id. */
  component(selector: string): Rendered
}

/** Opens a page in an app that has this uploader. Selectors also find elements in the page's components. */
export function openPath(path: string, uploader: unknown): OpenedPage {
  Object.assign(globalThis, {
    getApp: () => ({ uploader }) as UploadApp,
    // miniprogram-simulate only knows components.
    Page: ({ data, ...methods }: PageOptions) =>
      Component({
        data,
        methods,
        lifetimes: {
          attached(this: PageOptions) {
            this.onLoad?.()
          },
        },
      }),
  })
  const { page, phone } = open(() => loadSource(path))
  const component = (selector: string): Rendered => page.querySelector(selector) as Rendered
  const components = ['#uploader', '#videos', '#files', '#photos'].map(component).filter(Boolean)
  return {
    ...screen(() => [page, ...components]),
    phone,
    get data() {
      return page.data
    },
    call: (method, event) => page.instance[method]?.(event),
    component,
  }
}

export const openDemo = (uploader: unknown): OpenedPage => openPath('pages/upload/upload', uploader)
