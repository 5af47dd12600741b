/** The conditions of a link. They can be changed while bytes are in flight. */
export interface Conditions {
  /** Bytes a second in each direction, shared by all connections. Default: no limit. */
  bandwidth: number | { up: number; down: number }
  /** One way, milliseconds; half of what a ping shows. Default 0. */
  latencyMs: number
  /** Random extra latency up to this, milliseconds; bytes keep their order. Default 0. */
  jitterMs: number
  /** Which of the connections opened from now on break by themselves. Default: none. */
  loss: Loss | undefined
  /** Nothing moves and nothing breaks. Default false. */
  stalled: boolean
  /** Every connection is reset, also new ones. Default false. */
  offline: boolean
}

export interface Loss {
  /** `reset`: both ends see the reset. `stall`: no byte moves any more, and neither end is notified. */
  how: 'reset' | 'stall'
  /** The share of connections that break, 0 to 1. Default 1. */
  rate?: number
  /** They break after so many bytes, both directions together. Default 0: before any byte. */
  afterBytes?: number
  /** The maximum number of connections that break. Default: no limit. */
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

/** Merges the changes into `before`; undefined members stay. @throws RangeError that names a wrong member */
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

/** The values may come from JSON of the admin API, which the compiler cannot check. */
const isNumber = (value: unknown): value is number => typeof value === 'number'

const wrong = (name: string, expected: string, got: unknown): RangeError =>
  new RangeError(`${name}: expected ${expected}, got ${got}`)

export const bandwidthOf = ({ bandwidth }: Conditions, way: 'up' | 'down'): number =>
  typeof bandwidth === 'object' ? bandwidth[way] : bandwidth
