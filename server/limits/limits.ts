import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Fault } from '../faults/fault'
import { addressBudget } from './client-address'

/** Budgets. Each instance of the backend counts for itself, in memory. */
export interface LimitOptions {
  /** Before anybody is asked who calls. A whole office, or a part of a mobile network, may share one. Default 1200. */
  requestsPerAddressPerMinute: number
  /** `POST /v1/session`: each asks WeChat. Default 240. */
  loginsPerAddressPerMinute: number
  /** Default 300. */
  requestsPerUserPerMinute: number
  /** Renewed ones count again: each could store its file again. Default 1000. */
  ticketsPerUserPerHour: number
  /** Declared in tickets; no more can be stored. Default 20 GB. */
  bytesPerUserPerDay: number
}

export const DEFAULT_LIMITS: LimitOptions = {
  requestsPerAddressPerMinute: 1200,
  loginsPerAddressPerMinute: 240,
  requestsPerUserPerMinute: 300,
  ticketsPerUserPerHour: 1000,
  bytesPerUserPerDay: 20 * 1024 ** 3,
}

/** Each throws Fault `too-many-requests` with `retryAfter`, seconds, which also travels as Retry-After. */
export interface Limits {
  countRequest(address: string | undefined): Promise<void>
  countLogin(address: string | undefined): Promise<void>
  /** `user` is the hash. */
  countUserRequest(user: string): Promise<void>
  /** One ticket over `size` bytes. A refused one costs nothing. */
  countTicket(user: string, size: number): Promise<void>
  /** One that was counted and never given. */
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
    countUserRequest: (user) => consume(userRequests, user),
    async countTicket(user, size) {
      await consumeOrGiveBack(tickets, user, 1)
      await consumeOrGiveBack(bytes, user, size).catch(async (fault: unknown) => {
        await tickets.reward(user, 1)
        throw fault
      })
    },
    async refundTicket(user, size) {
      await Promise.all([tickets.reward(user, 1), bytes.reward(user, size)])
    },
  }
}

/** Without an address everybody would share one budget, and a single caller could shut all others out. */
const consumeByAddress = async (limiter: RateLimiterAbstract, address: string | undefined): Promise<void> =>
  address === undefined ? undefined : consume(limiter, addressBudget(address))

async function consume(limiter: RateLimiterAbstract, key: string, points = 1): Promise<void> {
  try {
    await limiter.consume(key, points)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    throw new Fault('too-many-requests', { retryAfter: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) })
  }
}

/** The limiter counts what it refuses too; a video that is too much today must not use up the room of a photo. */
const consumeOrGiveBack = (limiter: RateLimiterAbstract, key: string, points: number): Promise<void> =>
  consume(limiter, key, points).catch(async (fault: unknown) => {
    await limiter.reward(key, points)
    throw fault
  })

/** For an identity that takes everybody for one user, on this machine. */
export const NO_LIMITS: Limits = {
  countRequest: async () => {},
  countLogin: async () => {},
  countUserRequest: async () => {},
  countTicket: async () => {},
  refundTicket: async () => {},
}
