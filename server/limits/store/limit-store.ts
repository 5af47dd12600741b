import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Metrics } from '../../metrics/metrics'
import type { Counted, LimitRule } from '../counter'
import { ANSWER_MS, openStore, type StoreAddress, type StoreConnection } from './open-store'
import { storeAdvice } from './store-advice'

/** A store that counts for all instances. Nothing waits for it while it is away. */
export interface LimitStore {
  /** @returns undefined while the store is away. Never rejects. */
  count(rule: LimitRule, key: string, points: number): Promise<Counted | undefined>
  /** Ends the connection for good. */
  close(): void
}

/** Until the next attempt. It is longer the more often the store came and went within {@link STEADY_MS}. */
const RETRY_MS = 1000
const MOST_RETRY_MS = 32_000
const STEADY_MS = 10_000

export interface LimitStoreParts {
  log: Pick<Logger, 'info' | 'warn'>
  metrics: Pick<Metrics, 'limitStore'>
}

/** Begins to connect at once. After a failure it tries again, at first every second, with a connection of its own. */
export function createLimitStore(address: StoreAddress, { log, metrics }: LimitStoreParts): LimitStore {
  const shown = new URL(address.url).host
  let connection: StoreConnection | undefined
  let isClosed = false
  let retryMs = RETRY_MS
  let openedAt = 0
  /** Since the store was there last. */
  const said = new Set<string>()

  /** Each reason once for each outage, not for each call or attempt. */
  const sayAway = (error: unknown): void => {
    metrics.limitStore(false)
    const advice = storeAdvice(error)
    if (!said.has(advice)) log.warn({ store: shown, reason: messageOf(error) }, `${AWAY}${advice}.`)
    said.add(advice)
  }

  const sayShared = (): void => {
    metrics.limitStore(true)
    log.info({ store: shown }, SHARED)
    said.clear()
  }

  const lose = (error: unknown): void => {
    const wasOpen = connection !== undefined
    connection?.close()
    connection = undefined
    if (isClosed) return
    sayAway(error)
    if (wasOpen) retryMs = performance.now() - openedAt < STEADY_MS ? Math.min(retryMs * 2, MOST_RETRY_MS) : RETRY_MS
    setTimeout(connect, retryMs).unref()
  }

  async function connect(): Promise<void> {
    if (isClosed) return
    try {
      const opened = await openStore(address, (reason) => {
        if (connection === opened) lose(reason)
      })
      connection = opened
      openedAt = performance.now()
      if (isClosed) opened.close()
      else sayShared()
    } catch (error) {
      lose(error)
    }
  }

  /** The first calls after the start wait until the store is there, or is known to be away. */
  const started = Promise.race([connect(), sleep(address.answerMs ?? ANSWER_MS, undefined, { ref: false })])

  return {
    async count(rule, key, points) {
      if (!connection) await started
      const used = connection
      try {
        return await used?.count(rule, key, points)
      } catch (error) {
        if (connection === used) lose(error)
        return undefined
      }
    },
    close() {
      isClosed = true
      connection?.close()
    },
  }
}

const SHARED = 'Limits are counted in the store, for all instances together.'
const AWAY =
  'The store of the limits is away. Until it is back this instance counts alone, with its share of every limit. To do: '

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
