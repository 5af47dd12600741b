import type { WxHost } from '../../dev/wx-host'
import type { UploadApp } from '../../miniprogram/app'
import { loadSource, open, type Rendered, type Screen, screen } from './simulated'

interface PageOptions {
  data: object
  onLoad(): void
  [method: string]: unknown
}

declare const Component: (options: object) => void

export interface DemoPage extends Screen {
  phone: WxHost
  /** What has reached the component through the page's template. */
  uploader(): Record<string, unknown>
}

/** The page that the mini-program opens with, in an app that has this uploader. */
export function openDemo(uploader: unknown): DemoPage {
  Object.assign(globalThis, {
    getApp: () => ({ uploader }) as UploadApp,
    // simulate knows components only.
    Page: ({ data, ...methods }: PageOptions) =>
      Component({
        data,
        methods,
        lifetimes: {
          attached(this: PageOptions) {
            this.onLoad()
          },
        },
      }),
  })
  const { page, phone } = open(() => loadSource('pages/upload/upload'))
  const component = (): Rendered => page.querySelector('#uploader') as Rendered
  return {
    ...screen(() => [page, component()]),
    phone,
    uploader: () => component().data.uploader as Record<string, unknown>,
  }
}
