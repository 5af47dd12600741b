import { type Point, placeUnder, type Rect, stepsAside } from './geometry'

/** A tile in the user's hand. */
export interface Drag {
  id: string
  /** The place it came from. */
  from: number
  /** What the finger has done so far. */
  moved(finger: Point): Carried
}

export interface Carried {
  /** The place it would take. */
  to: number
  /** Of each tile that is not where it was, by id: CSS transforms. */
  moves: Record<string, string>
}

/** @param ids of all tiles, in order @param rects theirs @param start where the finger took hold */
export function dragOf(id: string, ids: readonly string[], rects: readonly Rect[], start: Point): Drag {
  const from = ids.indexOf(id)
  return {
    id,
    from,
    moved(finger) {
      const carried = { x: finger.x - start.x, y: finger.y - start.y }
      const to = placeUnder(rects, from, carried)
      const steps = stepsAside(rects, from, to)
      steps[from] = carried
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
