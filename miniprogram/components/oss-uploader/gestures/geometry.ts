import { reordered } from '../list/reordered'

/** The box of a tile, px. */
export interface Rect {
  left: number
  top: number
  width: number
  height: number
}

export interface Point {
  x: number
  y: number
}

/** The place whose middle is nearest to the middle of the dragged tile. */
export function placeUnder(rects: readonly Rect[], from: number, dragged: Point): number {
  const own = rects[from]
  if (!own) return from
  const distance = ({ left, top, width, height }: Rect): number =>
    Math.hypot(
      left + width / 2 - (own.left + own.width / 2 + dragged.x),
      top + height / 2 - (own.top + own.height / 2 + dragged.y),
    )
  return rects.reduce((best, rect, index) => (distance(rect) < distance(rects[best] ?? own) ? index : best), from)
}

/** How far each tile steps aside when one is dragged to another place. The dragged tile itself follows the finger. */
export function stepsAside(rects: readonly Rect[], from: number, to: number): Point[] {
  const order = reordered([...rects.keys()], from, to)
  return rects.map((rect, index) => {
    const place = rects[order.indexOf(index)]
    return index === from || !place ? { x: 0, y: 0 } : { x: place.left - rect.left, y: place.top - rect.top }
  })
}
