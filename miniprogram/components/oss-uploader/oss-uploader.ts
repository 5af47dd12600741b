import { BLANK } from './component'
import { type Instance, instanceOf } from './controller'
import type { Rect } from './gestures/geometry'
import { PROPERTIES, type Properties } from './properties'
import type { Shown } from './view/view-changes'

/** What is alive lives here: data is copied, and loses it. */
const instances = new WeakMap<object, Instance>()

interface TileEvent {
  currentTarget: { dataset: { id: string } }
}

interface TouchEvent extends TileEvent {
  touches: { clientX: number; clientY: number }[]
}

const fingerOf = ({ touches: [finger] }: TouchEvent) => ({ x: finger?.clientX ?? 0, y: finger?.clientY ?? 0 })

/**
 * `<oss-uploader>`: picks, uploads, shows. Properties: `properties.ts`; events: `events.ts`; a field of a `<form>`.
 *
 * Uploads belong to the app, not to the page: when the component goes (the page is left, `wx:if` turns false), those
 * under way go on. The next one that is given the items back, in `file-list`, takes them over. A page that wants them
 * to end calls `clear()`, in its `onUnload`, say; on a component that has gone it still does.
 *
 * Slots: `trigger` (with `use-trigger-slot`), `tile-<uid>` (with `use-tile-slot`).
 */
Component({
  behaviors: ['wx://form-field'],
  externalClasses: ['custom-class', 'tile-class', 'trigger-class', 'notice-class'],
  options: { multipleSlots: true },
  properties: PROPERTIES,
  data: BLANK,

  observers: {
    fileList(list: Properties['fileList']) {
      instances.get(this)?.list.bind(list)
    },
    value(value: Properties['value']) {
      instances.get(this)?.takeValue(value)
    },
    'uploader, autoUpload'() {
      instances.get(this)?.list.startReady()
    },
    'uploader, route, offerUnfinished'() {
      instances.get(this)?.lookForUnfinished()
    },
    'accept, maxCount, maxSize, disabled, readonly, deletable, locale, useTileSlot, name, valueType'() {
      instances.get(this)?.repaint()
    },
  },

  lifetimes: {
    attached() {
      const instance = instanceOf({
        properties: () => this.data as Properties,
        shown: () => this.data as Shown,
        setData: (values) => this.setData(values),
        emit: (name, detail) => this.triggerEvent(name, detail),
        measure: (then) =>
          this.createSelectorQuery()
            .selectAll('.cell--tile')
            .boundingClientRect((rects) => then(rects as unknown as Rect[]))
            .exec(),
      })
      instances.set(this, instance)
      const { fileList, value } = this.data as Properties
      instance.list.bind(fileList)
      if (fileList.length === 0) instance.takeValue(value)
      instance.lookForUnfinished()
    },

    detached() {
      instances.get(this)?.leave()
    },
  },

  methods: {
    /** Begins every file that waits: what `auto-upload` does by itself. */
    upload() {
      instances.get(this)?.list.upload()
    },

    /** Holds every upload under way, until `resume()` or a tap on its tile. */
    pause() {
      instances.get(this)?.list.pause()
    },

    resume() {
      instances.get(this)?.list.resume()
    },

    /** Cancels what is under way and empties the list. */
    clear() {
      instances.get(this)?.list.clear()
    },

    onAdd() {
      instances.get(this)?.pick()
    },

    onResumeUnfinished() {
      instances.get(this)?.resumeUnfinished()
    },

    onDiscardUnfinished() {
      instances.get(this)?.discardUnfinished()
    },

    onTile(event: TileEvent) {
      instances.get(this)?.tap(event.currentTarget.dataset.id)
    },

    onRemove(event: TileEvent) {
      instances.get(this)?.remove(event.currentTarget.dataset.id)
    },

    onEarlier(event: TileEvent) {
      instances.get(this)?.step(event.currentTarget.dataset.id, -1)
    },

    onLater(event: TileEvent) {
      instances.get(this)?.step(event.currentTarget.dataset.id, 1)
    },

    onLift(event: TouchEvent) {
      const { draggable, disabled, readonly } = this.data
      if (!draggable || disabled || readonly) return
      instances.get(this)?.carrying.lift(event.currentTarget.dataset.id, fingerOf(event))
    },

    onCarry(event: TouchEvent) {
      instances.get(this)?.carrying.carry(fingerOf(event))
    },

    onDrop() {
      instances.get(this)?.carrying.drop()
    },
  },
})
