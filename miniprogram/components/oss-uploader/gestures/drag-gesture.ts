import type { ComponentAccess } from '../component'
import { reordered } from '../list/reordered'
import { isFixed } from '../properties'
import { type Drag, type Dragged, dragOf } from './drag'
import type { Point } from './geometry'

/** The least time between two paintings, ms: a finger moves more often than that. */
const FRAME_MS = 32

export interface DragGesture {
  /** After a long press on a tile. */
  start(id: string, finger: Point): void
  move(finger: Point): void
  end(): void
}

/** Shows a drag while it lasts. The list changes only at its end, by `onMoved`. */
export function dragGesture(component: ComponentAccess, onMoved: (id: string, to: number) => void): DragGesture {
  let pressed = ''
  let drag: Drag | undefined
  let dragged: Dragged | undefined
  let paintedAt = 0

  return {
    start(id, finger) {
      const { order } = component.shown()
      const properties = component.properties()
      if (!properties.draggable || isFixed(properties) || pressed || order.length < 2) return
      pressed = id
      component.measure((rects) => {
        // The finger may have been lifted before the answer came.
        if (pressed !== id || rects.length !== order.length) return
        drag = dragOf(id, order, rects, finger)
        component.setData({ dragged: id })
        wx.vibrateShort?.({ type: 'light' })
      })
    },

    move(finger) {
      if (!drag) return
      const next = drag.at(finger)
      const isOther = next.to !== dragged?.to
      dragged = next
      if (!isOther && Date.now() - paintedAt < FRAME_MS) return
      paintedAt = Date.now()
      component.setData({ moves: next.moves })
    },

    end() {
      const ended = drag
      const last = dragged
      pressed = ''
      drag = undefined
      dragged = undefined
      if (!ended) return
      const to = last ? last.to : ended.from
      const { order } = component.shown()
      // Both in one `setData`, or the tile would first jump back to its old place.
      const settled = order[ended.from] === ended.id ? { order: reordered(order, ended.from, to) } : {}
      component.setData({ dragged: '', moves: {}, ...settled })
      onMoved(ended.id, to)
    },
  }
}
