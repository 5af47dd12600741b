import type { WxHost } from '../../../dev/wx-host'
import type { UploaderItem } from '../../../miniprogram/components/oss-uploader/item'
import { PROPERTIES } from '../../../miniprogram/components/oss-uploader/properties'
import type { Tile } from '../../../miniprogram/components/oss-uploader/view/tiles'
import { loadSource, open, type Rendered, type Screen, screen } from './simulated'

interface HostEvent {
  type: string
  detail: Record<string, unknown>
}

/** `<oss-uploader>` alone in a page, on a phone of its own. */
export interface HostPage extends Screen {
  phone: WxHost
  /** All events so far. */
  events: HostEvent[]
  eventsOf(type: string): Record<string, unknown>[]
  /** The list that the page binds as `file-list`. */
  bound(): UploaderItem[]
  /** The tiles as the template has them, without their empty fields. */
  tiles(): Partial<Tile>[]
  notice(): unknown
  /** The value that a form would submit. */
  value(): unknown
  /** The value at each `change`. */
  valuesAtChange(): unknown[]
  set(data: Record<string, unknown>): void
  /** Calls a method of the component. */
  call(method: string, ...given: unknown[]): void
  component: Rendered
  leave(): void
}

const EVENTS = 'add change busy progress success fail remove oversize exceed cancel retry preview click-file'.split(' ')

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

interface Habits {
  /** Whether the page binds the list of `change` back. */
  bindsBack?: boolean
  /** The content of the component's tag. */
  content?: string
  /** More attributes of the component's tag. */
  attributes?: string
}

/** @param data the page's data; each name that is a property of the component is bound to it */
export function openPage(data: Record<string, unknown>, habits: Habits = {}): HostPage {
  const { bindsBack = true } = habits
  const events: HostEvent[] = []
  const valuesAtChange: unknown[] = []
  // The first events are emitted before the component can be found.
  const shown: { component?: Rendered } = {}
  const host = hostOf({ fileList: [], ...data }, habits, (event, page) => {
    events.push(event)
    if (event.type === 'change' && shown.component) valuesAtChange.push([...(shown.component.data.value as string[])])
    if (bindsBack && event.type === 'change') page.setData({ fileList: event.detail.fileList })
  })
  const { page, phone, leave } = open((load) => load(host))
  const component = page.querySelector('.subject') as Rendered
  shown.component = component
  return {
    ...screen(() => [component, page]),
    phone,
    events,
    eventsOf: (type) => events.filter((event) => event.type === type).map(({ detail }) => detail),
    bound: () => page.data.fileList as UploaderItem[],
    tiles() {
      const shown = component.data as { order: string[]; tiles: Record<string, Partial<Tile>> }
      return shown.order.map((id) => shown.tiles[id] ?? {})
    },
    notice: () => (component.data.notice as { text: string }).text,
    value: () => component.data.value,
    valuesAtChange: () => valuesAtChange,
    set: (change) => page.setData(change),
    call: (method, ...given) => component.instance[method]?.(...given),
    component,
    leave,
  }
}

function hostOf(
  data: Record<string, unknown>,
  { content = '', attributes = '' }: Habits,
  onEvent: (event: HostEvent, page: Pick<Rendered, 'setData'>) => void,
): object {
  const bindings = [
    ...Object.keys(PROPERTIES)
      .filter((name) => name in data)
      .map((name) => `${kebab(name)}="{{${name}}}"`),
    ...EVENTS.map((name) => `bind:${name}="onEvent"`),
  ]
  return {
    usingComponents: { 'oss-uploader': loadSource('components/oss-uploader/oss-uploader') },
    template: `<oss-uploader class="subject" ${attributes} ${bindings.join(' ')}>${content}</oss-uploader>`,
    data,
    methods: {
      // The first events are emitted before the page is attached.
      onEvent(this: Rendered, event: HostEvent) {
        onEvent(event, this)
      },
    },
  }
}
