import { INITIAL_DATA } from './component'
import { type Controller, createController } from './controller'
import type { Rect } from './gestures/geometry'
import { bindList, clearList, detachList, pauseUploads, resumeUploads, setValueLater } from './list/list-effects'
import { resumeUnfinished, startReady, startReadyLater } from './list/list-uploads'
import { PROPERTIES, type Properties } from './properties'
import type { Shown } from './view/view-changes'

/** Kept outside the components' data: `setData` copies its values, and would lose their functions. */
const controllers = new WeakMap<object, Controller>()

interface TileEvent {
  currentTarget: { dataset: { id: string } }
}

interface PictureEvent {
  currentTarget: { dataset: { picture: string } }
}

interface TouchEvent extends TileEvent {
  touches: { clientX: number; clientY: number }[]
}

/** A method of the component that its controller carries out. Before a component is attached, it has none. */
const by = <Given extends unknown[]>(act: (controller: Controller, ...given: Given) => unknown) =>
  function (this: object, ...given: Given): void {
    const controller = controllers.get(this)
    if (controller) act(controller, ...given)
  }

const idOf = ({ currentTarget }: TileEvent): string => currentTarget.dataset.id

const fingerOf = ({ touches: [finger] }: TouchEvent) => ({ x: finger?.clientX ?? 0, y: finger?.clientY ?? 0 })

/**
 * `<oss-uploader>` picks files, uploads them and shows them. It can be a field of a `<form>`. Its properties are in
 * `properties.ts`, its events in `events.ts`.
 *
 * Uploads belong to the app, not to the page. When the component is detached (the user leaves the page, or `wx:if`
 * turns false), the uploads that are under way continue, and the next component that is given the same items as
 * `file-list` takes them over. A page that wants to end them calls `clear()`, for example in its `onUnload`; this also
 * works after the component is detached.
 *
 * Slots: `trigger` (with `use-trigger-slot`), `tile-<uid>` (with `use-tile-slot`).
 */
Component({
  behaviors: ['wx://form-field'],
  externalClasses: ['custom-class', 'tile-class', 'trigger-class', 'notice-class'],
  options: { multipleSlots: true },
  properties: PROPERTIES,
  data: INITIAL_DATA,

  observers: {
    fileList: by(({ list }, items: Properties['fileList']) => bindList(list, items)),
    value: by(({ setValue }, value: Properties['value']) => setValue(value)),
    'uploader, autoUpload': by(({ list }) => startReadyLater(list)),
    'uploader, route, offerUnfinished': by(({ offer }) => offer.load()),
    'accept, maxCount, maxSize, disabled, readonly, deletable, locale, useTileSlot': by(({ painter }) =>
      painter.repaint(),
    ),
    'name, valueType': by(({ list }) => setValueLater(list)),
  },

  lifetimes: {
    attached() {
      const controller = createController({
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
      controllers.set(this, controller)
      const { fileList, value } = this.data as Properties
      bindList(controller.list, fileList)
      if (fileList.length === 0) controller.setValue(value)
      controller.offer.load()
    },

    detached: by(({ painter, list }) => {
      painter.stop()
      detachList(list)
    }),
  },

  methods: {
    /** Starts the upload of every file that waits for it; `auto-upload` does this by itself. */
    upload: by(({ list }) => startReady(list)),
    /** Pauses every upload that is under way, until `resume()` or a tap on its tile. */
    pause: by(({ list }) => pauseUploads(list)),
    resume: by(({ list }) => resumeUploads(list)),
    /** Cancels every upload that is under way, and empties the list. */
    clear: by(({ list }) => clearList(list)),

    onAdd: by(({ picker }) => picker.pick()),
    onResumeUnfinished: by(({ list, offer }) => resumeUnfinished(list, offer.take())),
    onDiscardUnfinished: by(({ offer }) => offer.discard()),

    onTile: by(({ tiles }, event: TileEvent) => tiles.tap(idOf(event))),
    onPictureError: by(({ pictureFailed }, { currentTarget }: PictureEvent) =>
      pictureFailed(currentTarget.dataset.picture),
    ),
    onRemove: by(({ tiles }, event: TileEvent) => tiles.remove(idOf(event))),
    onEarlier: by(({ tiles }, event: TileEvent) => tiles.moveBy(idOf(event), -1)),
    onLater: by(({ tiles }, event: TileEvent) => tiles.moveBy(idOf(event), 1)),

    onDragStart: by(({ drag }, event: TouchEvent) => drag.start(idOf(event), fingerOf(event))),
    onDragMove: by(({ drag }, event: TouchEvent) => drag.move(fingerOf(event))),
    onDragEnd: by(({ drag }) => drag.end()),
  },
})
