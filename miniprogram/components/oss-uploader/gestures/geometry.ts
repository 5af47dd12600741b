/** Where a tile stands, px. */
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

/** The list with one member elsewhere; out of range counts as first or last. */
export function reordered<Item>(list: readonly Item[], from: number, to: number): Item[] {
  const rest = list.filter((_, index) => index !== from)
  const place = Math.max(0, Math.min(rest.length, to))
  return [...rest.slice(0, place), ...list.slice(from, from + 1), ...rest.slice(place)]
}

/** The place whose middle is nearest to that of the tile which was carried so far. */
export function placeUnder(rects: readonly Rect[], from: number, carried: Point): number {
  const own = rects[from]
  if (!own) return from
  const distance = ({ left, top, width, height }: Rect): number =>
    Math.hypot(
      left + width / 2 - (own.left + own.width / 2 + carried.x),
      top + height / 2 - (own.top + own.height / 2 + carried.y),
    )
  return rects.reduce((best, rect, index) => (distance(rect) < distance(rects[best] ?? own) ? index : best), from)
}

/** How far each tile steps aside when one goes from here to there; that one itself stays, for a finger holds it. */
export function stepsAside(rects: readonly Rect[], from: number, to: number): Point[] {
  const order = reordered([...rects.keys()], from, to)
  return rects.map((rect, index) => {
    const place = rects[order.indexOf(index)]
    return index === from || !place ? { x: 0, y: 0 } : { x: place.left - rect.left, y: place.top - rect.top }
  })
}
