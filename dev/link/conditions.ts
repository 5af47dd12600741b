/** What a link is like. Can be changed while bytes are under way. */
export interface Conditions {
  /** Bytes a second in each direction, shared by all connections. Default: no limit. */
  bandwidth: number | { up: number; down: number }
  /** One way, milliseconds; half of what a ping shows. Default 0. */
  latencyMs: number
  /** Up to so much more latency, milliseconds, at random; bytes keep their order. Default 0. */
  jitterMs: number
  /** Which connections break by themselves, of those that are opened from now on. Default: none. */
  loss: Loss | undefined
  /** Nothing moves and nothing breaks, as in a lift. Default false. */
  stalled: boolean
  /** Every connection is reset, new ones at once. Default false. */
  offline: boolean
}

export interface Loss {
  /** `reset`: both ends learn of it. `stall`: no byte moves any more, and nobody learns of it. */
  how: 'reset' | 'stall'
  /** The share of connections that it happens to, 0 to 1. Default 1. */
  rate?: number
  /** Once so many bytes of both directions together have crossed. Default 0: none does. */
  afterBytes?: number
  /** To how many connections at most. Default: no end. */
  times?: number
}

const IDEAL: Conditions = {
  bandwidth: Number.POSITIVE_INFINITY,
  latencyMs: 0,
  jitterMs: 0,
  loss: undefined,
  stalled: false,
  offline: false,
}

/** Throws a RangeError that names what is wrong. What is left out, or undefined, stays as it is. */
export function withConditions(changes: Partial<Conditions>, before: Conditions = IDEAL): Conditions {
  const given = Object.entries(changes).filter(([name, value]) => value !== undefined || name === 'loss')
  const conditions: Conditions = { ...before, ...Object.fromEntries(given) }
  for (const way of ['up', 'down'] as const) {
    const bandwidth = bandwidthOf(conditions, way)
    if (!(bandwidth > 0)) throw new RangeError(`bandwidth: expected bytes a second above 0, got ${bandwidth}`)
  }
  for (const name of ['latencyMs', 'jitterMs'] as const) {
    const ms = conditions[name]
    if (!(Number.isFinite(ms) && ms >= 0)) throw new RangeError(`${name}: expected milliseconds from 0, got ${ms}`)
  }
  const { rate = 1, afterBytes = 0 } = conditions.loss ?? {}
  if (!(rate >= 0 && rate <= 1)) throw new RangeError(`loss.rate: expected 0 to 1, got ${rate}`)
  if (!(afterBytes >= 0)) throw new RangeError(`loss.afterBytes: expected bytes from 0, got ${afterBytes}`)
  return conditions
}

export const bandwidthOf = ({ bandwidth }: Conditions, way: 'up' | 'down'): number =>
  typeof bandwidth === 'number' ? bandwidth : bandwidth[way]
