import type { Socket } from 'node:net'
import type { Redis } from 'ioredis'
import type { RateLimiterRedis } from 'rate-limiter-flexible'
import type { Counted, LimitRule } from '../counter'
import { COUNT_SCRIPT } from './count-script'

/** One connection to Redis. It is not opened again after it was lost. */
export interface StoreConnection {
  /** @param points negative to take them back. Rejects if the store does not answer in time, or answers nonsense. */
  count(rule: LimitRule, key: string, points: number): Promise<Counted>
  close(): void
}

/** A caller waits so long for the store, ms. */
export const ANSWER_MS = 200
const CONNECT_MS = 2000

export interface StoreAddress {
  /** `redis://[user:password@]host[:port][/database]`, or `rediss://` for TLS. */
  url: string
  /** Keeps the counts of several backends in one Redis apart. */
  prefix: string
  /** Default: 200 ms. */
  answerMs?: number
}

/**
 * Opens a connection and counts once under a key of its own, because a server may accept a connection and still refuse
 * to count: a replica, or a user without permissions.
 * @param onLost called at most once, when an open connection ends.
 */
export async function openStore(
  { url, prefix, answerMs = ANSWER_MS }: StoreAddress,
  onLost: (reason: unknown) => void,
): Promise<StoreConnection> {
  const [{ Redis }, { RateLimiterRedis }] = await Promise.all([import('ioredis'), import('rate-limiter-flexible')])
  const client = new Redis(optionsOf(url))
  let reason: unknown
  client.on('error', (error) => {
    reason ??= error
  })
  let isOver = false
  client.once('close', () => {
    isOver = true
  })
  const close = (): void => {
    // The client waits two seconds for the end of a connection, even of one that has ended.
    if (isOver) return
    client.disconnect()
    // Meanwhile it would read on, whatever comes.
    socketOf(client)?.destroy()
  }
  const newLimiter: NewLimiter = (rule) =>
    new RateLimiterRedis({ storeClient: client, ...limiterOptions(rule, prefix) })
  const count = countWith(newLimiter, answerMs)
  const prepare = async (): Promise<void> => {
    setImmediate(stayInBackground, client)
    await client.connect()
    const database = databaseOf(url)
    // The client only warns about a database that does not exist, and goes on with the first one. Many proxies know only
    // that one, and no `select`.
    if (database !== 0) await client.select(database)
    await count(TRIAL, 'trial', 1)
  }
  try {
    await inTime(prepare(), CONNECT_MS + answerMs)
  } catch (error) {
    close()
    throw reason ?? error
  }
  client.once('close', () => onLost(reason ?? new Error('the connection was closed')))
  return { count, close }
}

type NewLimiter = (rule: LimitRule) => RateLimiterRedis

function countWith(newLimiter: NewLimiter, answerMs: number): StoreConnection['count'] {
  const limiters = new Map<string, RateLimiterRedis>()
  const limiterOf = (rule: LimitRule): RateLimiterRedis => {
    const limiter = limiters.get(rule.name) ?? newLimiter(rule)
    limiters.set(rule.name, limiter)
    return limiter
  }
  return async (rule, key, points) => {
    const { consumedPoints, msBeforeNext } = await inTime(limiterOf(rule).penalty(key, points), answerMs)
    if (![consumedPoints, msBeforeNext].every(Number.isSafeInteger)) throw new Error('expected two numbers')
    return { excess: consumedPoints - rule.most, msLeft: msBeforeNext }
  }
}

/** A server may accept a connection, or a command, and never answer. */
async function inTime<Value>(work: Promise<Value>, ms: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    // A process that was busy for long sees its timers before the answers that have arrived meanwhile.
    timer = setTimeout(() => setImmediate(reject, new Error('no answer in time')), ms).unref()
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

const TRIAL: LimitRule = { name: 'trial', most: 1, windowMs: 10_000, countsRefused: true }

const limiterOptions = ({ name, most, windowMs, countsRefused }: LimitRule, prefix: string) => ({
  keyPrefix: `${prefix}:${name}`,
  // The script counts no further than this.
  points: countsRefused ? Number.MAX_SAFE_INTEGER : Math.min(most, Number.MAX_SAFE_INTEGER),
  duration: windowMs / 1000,
  customIncrTtlLuaScript: COUNT_SCRIPT,
})

const databaseOf = (url: string): number => Number(new URL(url).pathname.slice(1) || 0)

function optionsOf(url: string) {
  const { protocol, hostname, port, username, password } = new URL(url)
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || 6379),
    ...(username && { username: decodeURIComponent(username) }),
    ...(password && { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss:' && { tls: {} }),
    // Redis before version 6, and many proxies before it, know no other protocol.
    protocol: 2 as const,
    lazyConnect: true,
    connectTimeout: CONNECT_MS,
    enableOfflineQueue: false,
    enableReadyCheck: false,
    disableClientInfo: true,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    // limit-store.ts opens a new connection instead.
    retryStrategy: null,
  }
}

/** The connection must not keep a process alive that has nothing else to do. */
const stayInBackground = (client: Redis): void => void socketOf(client)?.unref()

const socketOf = ({ stream }: Redis): Socket | undefined => stream as Socket | undefined
