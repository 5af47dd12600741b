import type { ComponentAccess } from './component'
import { dragGesture } from './gestures/drag-gesture'
import { tileActions } from './gestures/tile-actions'
import { formField } from './list/form-field'
import { createUploadList, emitProgress } from './list/list-effects'
import { createPicker } from './picking/picker'
import { uploaderOf } from './properties'
import { unfinishedOffer } from './uploads/unfinished-offer'
import { createPainter } from './view/painter'
import type { ThrottleClock } from './view/throttle'
import { tileIds } from './view/tile-ids'
import { localeOf } from './words/words-in'

const CLOCK: ThrottleClock = {
  now: () => Date.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms)
    return () => clearTimeout(timer)
  },
}

let count = 0

function newUid(): string {
  count += 1
  return `oss-${Date.now().toString(36)}-${count}`
}

export type Controller = ReturnType<typeof createController>

/** Creates and connects the parts that work for one component. */
export function createController(component: ComponentAccess) {
  const { properties } = component
  const ids = tileIds()
  const broken = new Set<string>()
  const locale = () => localeOf(properties().locale, wx.getAppBaseInfo?.().language)
  const repaint = (): void => painter.repaint()
  const list = createUploadList({
    settings: () => ({ ...properties(), uploader: uploaderOf(properties()), locale: locale() }),
    newUid,
    now: CLOCK.now,
    later: (act) => void CLOCK.after(0, act),
    emit: component.emit,
    onChange: repaint,
    setValue: () => painter.paintValue(),
    isPicking: () => picker.status.isPicking,
    prepare: (items) => void picker.prepare(items),
  })
  const picker = createPicker(component, list)
  const offer = unfinishedOffer(properties, repaint)
  const view = () => ({
    items: list.state.items,
    ids,
    speed: list.runs.speed,
    isBroken: (picture: string) => broken.has(picture),
    unfinished: offer.uploads(),
    locale: locale(),
    now: CLOCK.now(),
    ...picker.status,
  })
  const painter = createPainter(component, view, () => emitProgress(list), CLOCK)
  const tiles = tileActions(component, list, ids, picker.clearNotice)
  return {
    list,
    picker,
    offer,
    painter,
    tiles,
    /** A picture cannot be shown: its temporary file is gone, its URL has expired, or it is no picture. */
    pictureFailed(picture: string) {
      broken.add(picture)
      repaint()
    },
    drag: dragGesture(component, tiles.moveTo),
    setValue: formField(component, list, painter),
  }
}
