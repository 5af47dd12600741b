import { pino } from 'pino'
import type { Counter, Counters, LimitRule } from '../../../../server/limits/counter'
import { createLimitStore, type LimitStore } from '../../../../server/limits/store/limit-store'
import { sharedCounters } from '../../../../server/limits/store/shared-counters'
import { createMetrics } from '../../../../server/metrics/metrics'

interface Line {
  level: 'info' | 'warn'
  msg: string
  reason?: string
}

/** One instance of the backend, as far as it counts. */
export interface Instance {
  counters: Counters
  store: LimitStore
  lines: readonly Line[]
  /** Resolves when the log has so many lines. */
  saidLines(count: number): Promise<void>
  metrics(): Promise<string>
}

const stores: LimitStore[] = []
export const closeStores = (): void => {
  for (const store of stores.splice(0)) store.close()
}

/** @param answerMs how long it waits for the store. A busy machine may be slow. */
export function instance(url: string, { instances = 2, answerMs = 10_000 } = {}): Instance {
  const lines: Line[] = []
  let wake: () => void = () => {}
  const log = pino(
    { level: 'info', formatters: { level: (level) => ({ level }) } },
    {
      write(line: string) {
        lines.push(JSON.parse(line))
        wake()
      },
    },
  )
  const metrics = createMetrics()
  const store = createLimitStore({ url, prefix: 'test', answerMs }, { log, metrics })
  stores.push(store)
  return {
    counters: onceFor(sharedCounters(store, { instances, onAlone: metrics.countedAlone, now: Date.now })),
    store,
    lines,
    metrics: metrics.text,
    async saidLines(count) {
      while (lines.length < count) {
        await new Promise<void>((woken) => {
          wake = woken
        })
      }
    },
  }
}

/** One counter for each name, as the backend makes them. */
function onceFor(counters: Counters): Counters {
  const made = new Map<string, Counter>()
  return (rule) => {
    const counter = made.get(rule.name) ?? counters(rule)
    made.set(rule.name, counter)
    return counter
  }
}

export const rule = (parts: Partial<LimitRule> = {}): LimitRule => ({
  name: 'calls',
  most: 10,
  windowMs: 60_000,
  countsRefused: true,
  ...parts,
})

/** How many of so many counts that begin at once are allowed. */
export async function allowed(
  counters: Counters,
  times: number,
  parts: Partial<LimitRule> = {},
  key = 'ann',
): Promise<number> {
  const counter = counters(rule(parts))
  const counted = await Promise.all(Array.from({ length: times }, () => counter.add(key, 1)))
  return counted.filter(({ excess }) => excess <= 0).length
}
