import type { WxHost } from '../../dev/wx-host'
import type { UploaderItem } from '../../miniprogram/components/oss-uploader/item'
import type { Tile } from '../../miniprogram/components/oss-uploader/tiles'
import { loadSource, open, type Rendered, type Screen, screen } from './simulated'

interface HostEvent {
  type: string
  detail: Record<string, unknown>
}

/** `<oss-uploader>` in a page of its own, on a phone of its own. */
export interface HostPage extends Screen {
  phone: WxHost
  /** All events so far. */
  events: HostEvent[]
  eventsOf(type: string): Record<string, unknown>[]
  /** What the page has as `file-list`. */
  bound(): UploaderItem[]
  tiles(): Tile[]
  notice(): unknown
  set(data: Record<string, unknown>): void
  /** A method of the component. */
  call(method: 'upload' | 'clear'): void
  leave(): void
}

const EVENTS = 'add change progress success fail remove oversize exceed cancel retry click-file'.split(' ')

const PROPERTIES =
  'file-list uploader route input max-count max-size accept disabled readonly deletable auto-upload locale'.split(' ')

const camel = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

/**
 * @param data the page's data: each name that is a property is bound to it
 * @param bindsBack whether the page does on `change` what a controlled component asks of it
 */
export function openPage(data: Record<string, unknown>, { bindsBack = true } = {}): HostPage {
  const events: HostEvent[] = []
  const host = hostOf({ fileList: [], ...data }, (event, page) => {
    events.push(event)
    if (bindsBack && event.type === 'change') page.setData({ fileList: event.detail.fileList })
  })
  const { page, phone, leave } = open((load) => load(host))
  const component = (): Rendered => page.querySelector('.subject') as Rendered
  return {
    ...screen(() => [component()]),
    phone,
    events,
    eventsOf: (type) => events.filter((event) => event.type === type).map(({ detail }) => detail),
    bound: () => page.data.fileList as UploaderItem[],
    tiles: () => component().data.tiles as Tile[],
    notice: () => component().data.notice,
    set: (change) => page.setData(change),
    call: (method) => component().instance[method]?.(),
    leave,
  }
}

function hostOf(
  data: Record<string, unknown>,
  onEvent: (event: HostEvent, page: Pick<Rendered, 'setData'>) => void,
): object {
  const attributes = [
    ...PROPERTIES.filter((name) => camel(name) in data).map((name) => `${name}="{{${camel(name)}}}"`),
    ...EVENTS.map((name) => `bind:${name}="onEvent"`),
  ]
  return {
    usingComponents: { 'oss-uploader': loadSource('components/oss-uploader/oss-uploader') },
    template: `<oss-uploader class="subject" ${attributes.join(' ')} />`,
    data,
    methods: {
      // The first events come while the page is still being attached.
      onEvent(this: Rendered, event: HostEvent) {
        onEvent(event, this)
      },
    },
  }
}
