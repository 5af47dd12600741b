import { type Counters, type LimitRule, memoryCounters } from '../counter'
import type { LimitStore } from './limit-store'

/** What this instance may allow alone: together all of them allow at most one further budget. */
const shareOf = (rule: LimitRule, instances: number): LimitRule => ({
  ...rule,
  most: Math.max(1, Math.floor(rule.most / instances)),
})

/**
 * Counts in the store, and while it is away in memory.
 * @param instances how many instances there are at most.
 * @param onAlone called for each count that the store did not make.
 * @param now ms.
 */
export function sharedCounters(
  store: LimitStore,
  { instances, onAlone, now }: { instances: number; onAlone: () => void; now: () => number },
): Counters {
  const inMemory = memoryCounters(now)
  return (rule) => {
    const alone = inMemory(shareOf(rule, instances))
    return {
      async add(key, points) {
        const counted = await store.count(rule, key, points)
        if (counted) return counted
        onAlone()
        return alone.add(key, points)
      },
      async takeBack(key, points) {
        const taken = await store.count(rule, key, -points)
        if (!taken) await alone.takeBack(key, points)
      },
    }
  }
}
