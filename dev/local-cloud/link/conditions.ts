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
    if (!(isNumber(bandwidth) && bandwidth > 0)) throw wrong('bandwidth', 'bytes a second above 0', bandwidth)
  }
  for (const name of ['latencyMs', 'jitterMs'] as const) {
    const ms = conditions[name]
    if (!(Number.isFinite(ms) && ms >= 0)) throw wrong(name, 'milliseconds from 0', ms)
  }
  const { rate = 1, afterBytes = 0, times = 1 } = conditions.loss ?? {}
  if (!(isNumber(rate) && rate >= 0 && rate <= 1)) throw wrong('loss.rate', '0 to 1', rate)
  if (!(isNumber(afterBytes) && afterBytes >= 0)) throw wrong('loss.afterBytes', 'bytes from 0', afterBytes)
  if (!(isNumber(times) && times >= 0)) throw wrong('loss.times', 'a number from 0', times)
  return conditions
}

/** The compiler knows; the controls' JSON does not. */
const isNumber = (value: unknown): value is number => typeof value === 'number'

const wrong = (name: string, expected: string, got: unknown): RangeError =>
  new RangeError(`${name}: expected ${expected}, got ${got}`)

export const bandwidthOf = ({ bandwidth }: Conditions, way: 'up' | 'down'): number =>
  typeof bandwidth === 'object' ? bandwidth[way] : bandwidth
