import { setTimeout } from 'node:timers/promises'
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Fault } from '../faults/fault'
import { limitKeyOf } from './client-address'

/** Each instance of the backend counts for itself, in memory. */
export interface LimitOptions {
  /** Counted before the caller is identified. A whole office or mobile network may share one address. Default 1200. */
  requestsPerAddressPerMinute: number
  /** `POST /v1/session`: each call asks WeChat. Default 240. */
  loginsPerAddressPerMinute: number
  /** Default 300. */
  requestsPerUserPerMinute: number
  /** A renewed ticket counts again, because it could store its file again. Default 1000. */
  ticketsPerUserPerHour: number
  /** The sizes that the tickets declare. No more bytes can be stored. Default 20 GB. */
  bytesPerUserPerDay: number
}

export const DEFAULT_LIMITS: LimitOptions = {
  requestsPerAddressPerMinute: 1200,
  loginsPerAddressPerMinute: 240,
  requestsPerUserPerMinute: 300,
  ticketsPerUserPerHour: 1000,
  bytesPerUserPerDay: 20 * 1024 ** 3,
}

/** Each method throws Fault `too-many-requests` with `retryAfter` in seconds, which is also sent as Retry-After. */
export interface Limits {
  countRequest(address: string | undefined): Promise<void>
  countLogin(address: string | undefined): Promise<void>
  /** `user` is the hash. */
  countUserRequest(user: string): Promise<void>
  /** Counts one ticket for `size` bytes. A refused ticket is not counted. */
  countTicket(user: string, size: number): Promise<void>
  /** For a ticket that was counted but never given. */
  refundTicket(user: string, size: number): Promise<void>
}

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export function createLimits(options: LimitOptions): Limits {
  const requests = new RateLimiterMemory({ points: options.requestsPerAddressPerMinute, duration: MINUTE })
  const logins = new RateLimiterMemory({ points: options.loginsPerAddressPerMinute, duration: MINUTE })
  const userRequests = new RateLimiterMemory({ points: options.requestsPerUserPerMinute, duration: MINUTE })
  const tickets = new RateLimiterMemory({ points: options.ticketsPerUserPerHour, duration: HOUR })
  const bytes = new RateLimiterMemory({ points: options.bytesPerUserPerDay, duration: DAY })

  return {
    countRequest: (address) => consumeByAddress(requests, address),
    countLogin: (address) => consumeByAddress(logins, address),
    countUserRequest: (user) => count(userRequests, user),
    async countTicket(user, size) {
      await consumeOrRefund(tickets, user, 1)
      await consumeOrRefund(bytes, user, size).catch(async (fault: unknown) => {
        await tickets.reward(user, 1)
        throw fault
      })
    },
    async refundTicket(user, size) {
      await Promise.all([tickets.reward(user, 1), bytes.reward(user, size)])
    },
  }
}

/** Unknown addresses are not counted: all of them together would share one limit, and one caller could use it up. */
const consumeByAddress = async (limiter: RateLimiterAbstract, address: string | undefined): Promise<void> =>
  address === undefined ? undefined : count(limiter, limitKeyOf(address))

/** Refusals in a row that are answered at once. */
const PATIENCE = 100
const SLOW_MS = 1000
const MOST_WAITING = 1000

let waiting = 0

/**
 * A caller that goes on far beyond its limit waits for each refusal, so that its connections cannot keep the backend
 * busy with answers.
 */
async function slowDown({ consumedPoints }: RateLimiterRes, { points }: RateLimiterAbstract): Promise<void> {
  if (consumedPoints <= points + PATIENCE || waiting >= MOST_WAITING) return
  waiting += 1
  await setTimeout(SLOW_MS)
  waiting -= 1
}

async function count(limiter: RateLimiterAbstract, key: string): Promise<void> {
  await consume(limiter, key, 1, slowDown)
}

async function consume(
  limiter: RateLimiterAbstract,
  key: string,
  points: number,
  beforeRefusal?: typeof slowDown,
): Promise<void> {
  try {
    await limiter.consume(key, points)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    await beforeRefusal?.(refusal, limiter)
    throw new Fault('too-many-requests', { retryAfter: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) })
  }
}

/** The limiter also counts what it refuses. A video that is refused must not use up the bytes of the next photo. */
const consumeOrRefund = (limiter: RateLimiterAbstract, key: string, points: number): Promise<void> =>
  consume(limiter, key, points).catch(async (fault: unknown) => {
    await limiter.reward(key, points)
    throw fault
  })

/** For an identity that accepts any caller as one user, on this machine. */
export const NO_LIMITS: Limits = {
  countRequest: async () => {},
  countLogin: async () => {},
  countUserRequest: async () => {},
  countTicket: async () => {},
  refundTicket: async () => {},
}
