import type { ComponentAccess } from '../component'
import { type ThrottleClock, throttled } from './throttle'
import { fieldValue, toView, type ViewState } from './view'
import { changedValue, recordOf, viewChanges } from './view-changes'

/** The least time between two `setData` calls, ms: six a second are enough to look like movement. */
const PAINT_MS = 170
/** The most bytes in one `setData` while files are uploaded: painting must not hold up the uploads. */
const PAINT_BYTES = 1024
/**
 * A speed that is shown is painted again after this many ms, so that it disappears when the link stalls; and so is the
 * time until the next retry.
 */
const TICK_MS = 1000

export interface Painter {
  /** Paints what has changed, now or a moment later. */
  repaint(): void
  /**
   * Paints the value of the form field at once. `repaint` does not: while a host sets a value and other data, its value
   * would be painted over before the component has heard of it.
   */
  paintValue(): void
  /** Whether the component itself is calling `setData`: observers also run then. */
  isPainting(): boolean
  stop(): void
}

/** @param onPainted is called each time, so that events keep the same pace */
export function createPainter(
  component: ComponentAccess,
  state: () => ViewState,
  onPainted: () => void,
  clock: ThrottleClock,
): Painter {
  let turn = 0
  let isPainting = false
  let cancelTick = (): void => {}

  const throttle = throttled(
    () => {
      cancelTick()
      paint()
      onPainted()
    },
    PAINT_MS,
    clock,
  )

  function set(values: Record<string, unknown>): void {
    isPainting = true
    try {
      component.setData(values)
    } finally {
      isPainting = false
    }
  }

  function paint(): void {
    const view = toView(state(), component.properties())
    turn += 1
    const isBusy = view.tiles.some(({ tile }) => tile.status === 'uploading' || tile.status === 'paused')
    const most = isBusy ? PAINT_BYTES : Number.POSITIVE_INFINITY
    const { values, isPartial } = viewChanges(component.shown(), view, most, turn)
    if (Object.keys(values).length > 0) set(values)
    if (isPartial) throttle.call()
    else if (view.notice.tone === 'waiting' || view.tiles.some(({ tile }) => tile.speed)) {
      cancelTick = clock.after(TICK_MS, throttle.call)
    }
  }

  function paintValue(): void {
    const properties = component.properties()
    const wanted = fieldValue(state().items, properties)
    const entries = changedValue(properties.value, wanted)
    if (entries.length > 0) set(recordOf(entries))
  }

  return {
    repaint: throttle.call,
    paintValue,
    isPainting: () => isPainting,
    stop() {
      throttle.stop()
      cancelTick()
    },
  }
}
