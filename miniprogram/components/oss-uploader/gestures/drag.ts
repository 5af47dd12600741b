import { type Point, placeUnder, type Rect, stepsAside } from './geometry'

/** A tile that the user drags. */
export interface Drag {
  id: string
  /** The place it came from. */
  from: number
  /** What the drag looks like with the finger here. */
  at(finger: Point): Dragged
}

export interface Dragged {
  /** The place that the tile would take. */
  to: number
  /** The CSS transforms of the tiles that are not in their places, by id. */
  moves: Record<string, string>
}

/** @param ids of all tiles, in order @param rects their boxes @param start where the finger went down */
export function dragOf(id: string, ids: readonly string[], rects: readonly Rect[], start: Point): Drag {
  const from = ids.indexOf(id)
  return {
    id,
    from,
    at(finger) {
      const distance = { x: finger.x - start.x, y: finger.y - start.y }
      const to = placeUnder(rects, from, distance)
      const steps = stepsAside(rects, from, to)
      steps[from] = distance
      const moves: Record<string, string> = {}
      ids.forEach((other, index) => {
        const step = steps[index]
        if (step && (step.x !== 0 || step.y !== 0)) moves[other] = `transform: translate(${px(step.x)}, ${px(step.y)})`
      })
      return { to, moves }
    },
  }
}

const px = (length: number): string => `${Math.round(length)}px`
