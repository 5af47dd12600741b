import type { Size } from '../pixels'

/** The share of the free width and height that lies left of and above something. */
export interface Place {
  across: number
  down: number
}

export const CENTER: Place = { across: 0.5, down: 0.5 }

/** The nine places of `g`. */
const PLACES: Record<string, Place> = {
  nw: { across: 0, down: 0 },
  north: { across: 0.5, down: 0 },
  ne: { across: 1, down: 0 },
  west: { across: 0, down: 0.5 },
  center: CENTER,
  east: { across: 1, down: 0.5 },
  sw: { across: 0, down: 1 },
  south: { across: 0.5, down: 1 },
  se: { across: 1, down: 1 },
}

/** Undefined for a name that OSS does not know. */
export const placeOf = (name: string): Place | undefined => (Object.hasOwn(PLACES, name) ? PLACES[name] : undefined)

/** Where the upper left corner of `inner` lies in `outer`, px. */
export const cornerAt = ({ across, down }: Place, outer: Size, inner: Size): { left: number; top: number } => ({
  left: Math.floor((outer.width - inner.width) * across),
  top: Math.floor((outer.height - inner.height) * down),
})
