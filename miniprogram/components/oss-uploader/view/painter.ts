import type { Host } from '../component'
import { type Pace, type PaceClock, paced } from './throttle'
import { toView, type ViewState } from './view'
import { viewChanges } from './view-changes'

/** Between two crossings to the view, ms: six a second, which eyes take for movement. */
const PAINT_MS = 170
/** In one crossing while files go up, bytes: what is seen must not hold up what is sent. */
const PAINT_BYTES = 1024
/** A speed is looked at again after so many ms, lest that of a link which stands still stay on the screen. */
const SPEED_MS = 1000

export interface Painting extends Pace {
  /** What `setData` changes now is our own doing, not the host's. */
  isOwn(): boolean
}

/** Brings over to the view what has changed, little by little. `onPainted` is called at the same pace. */
export function painting(host: Host, state: () => ViewState, onPainted: () => void, clock: PaceClock): Painting {
  let turn = 0
  let isOwn = false
  let forget = (): void => {}

  const pace = paced(
    () => {
      forget()
      paint()
      onPainted()
    },
    PAINT_MS,
    clock,
  )

  function paint(): void {
    const view = toView(state(), host.properties())
    turn += 1
    const isBusy = view.tiles.some(({ tile }) => tile.status === 'uploading' || tile.status === 'paused')
    const { values, isPartial } = viewChanges(host.shown(), view, isBusy ? PAINT_BYTES : Number.POSITIVE_INFINITY, turn)
    isOwn = true
    if (Object.keys(values).length > 0) host.setData(values)
    isOwn = false
    if (isPartial) pace.ask()
    else if (view.tiles.some(({ tile }) => tile.speed)) forget = clock.after(SPEED_MS, pace.ask)
  }

  return {
    ask: pace.ask,
    stop() {
      pace.stop()
      forget()
    },
    isOwn: () => isOwn,
  }
}
