import type { Host } from '../component'
import { type Carried, type Drag, dragOf } from './drag'
import { type Point, reordered } from './geometry'

/** Fewer crossings than a finger makes movements, ms. */
const FRAME_MS = 32

export interface Carrying {
  /** The finger has rested on a tile. */
  lift(id: string, finger: Point): void
  carry(finger: Point): void
  drop(): void
}

/** The gesture: held, carried, let go. Nothing else has to know of it before it ends, by `onMoved`. */
export function carrying(host: Host, onMoved: (id: string, to: number) => void): Carrying {
  let held = ''
  let drag: Drag | undefined
  let carried: Carried | undefined
  let paintedAt = 0

  return {
    lift(id, finger) {
      const { order } = host.shown()
      if (held || order.length < 2) return
      held = id
      host.measure((rects) => {
        // The finger may have gone before the answer came.
        if (held !== id || rects.length !== order.length) return
        drag = dragOf(id, order, rects, finger)
        host.setData({ lifted: id })
        wx.vibrateShort?.({ type: 'light' })
      })
    },

    carry(finger) {
      if (!drag) return
      const next = drag.moved(finger)
      const isOther = next.to !== carried?.to
      carried = next
      if (!isOther && Date.now() - paintedAt < FRAME_MS) return
      paintedAt = Date.now()
      host.setData({ moves: next.moves })
    },

    drop() {
      const ended = drag
      const to = carried?.to ?? ended?.from ?? 0
      held = ''
      drag = undefined
      carried = undefined
      if (!ended) return
      const { order } = host.shown()
      // In one crossing, or the tile would be seen to jump back first.
      const settled = order[ended.from] === ended.id ? { order: reordered(order, ended.from, to) } : {}
      host.setData({ lifted: '', moves: {}, ...settled })
      onMoved(ended.id, to)
    },
  }
}
