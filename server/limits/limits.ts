import { setTimeout } from 'node:timers/promises'
import { type Allowance, allowanceOf, tooMany } from './allowance'
import { limitKeyOf } from './client-address'
import type { Counted, Counter, Counters } from './counter'

/** Without a shared store each instance of the backend counts for itself, in memory. */
export interface LimitOptions {
  /** Counted before the caller is identified. A whole office or mobile network may share one address. Default 1200. */
  requestsPerAddressPerMinute: number
  /** `POST /v1/session`: each call asks WeChat. Default 240. */
  loginsPerAddressPerMinute: number
  /** Default 300. */
  requestsPerUserPerMinute: number
  /** A renewed ticket counts again, because it could store its file again. Default 1000. */
  ticketsPerUserPerHour: number
  /** Calls with a wrong host key, or without one. Then every call of the address is refused unread. Default 20. */
  wrongHostKeysPerAddressPerMinute: number
  /** Each call may have 100 keys of files, and each of these may cost a call to OSS. Default 1200. */
  requestsPerHostKeyPerMinute: number
  /** The sizes that the tickets declare. No more bytes can be stored. Default 20 GB. */
  bytesPerUserPerDay: number
}

export const DEFAULT_LIMITS: LimitOptions = {
  requestsPerAddressPerMinute: 1200,
  loginsPerAddressPerMinute: 240,
  requestsPerUserPerMinute: 300,
  ticketsPerUserPerHour: 1000,
  wrongHostKeysPerAddressPerMinute: 20,
  requestsPerHostKeyPerMinute: 1200,
  bytesPerUserPerDay: 20 * 1024 ** 3,
}

/** `Fault` `too-many-requests` has `retryAfter` in seconds, which is also sent as Retry-After. */
export interface Limits extends Allowance {
  /** @throws Fault `too-many-requests` */
  countRequest(address: string | undefined): Promise<void>
  /** @throws Fault `too-many-requests` */
  countLogin(address: string | undefined): Promise<void>
  /** @param user the hash. @throws Fault `too-many-requests` */
  countUserRequest(user: string): Promise<void>
  /**
   * Runs `find`, which looks for a host key, and counts if it finds none. An address that guesses does not learn what
   * was found. @throws Fault `too-many-requests`
   */
  findHostKey<Key>(address: string | undefined, find: () => Key | undefined): Promise<Key | undefined>
  /** @param key the key's name. @throws Fault `too-many-requests` */
  countHostRequest(key: string): Promise<void>
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** All counts that are made at one moment begin at once, so that a shared store gets them together. */
export function createLimits(options: LimitOptions, counters: Counters): Limits {
  const counted = { countsRefused: true, windowMs: MINUTE_MS }
  const requests = counters({ ...counted, name: 'requests', most: options.requestsPerAddressPerMinute })
  const logins = counters({ ...counted, name: 'logins', most: options.loginsPerAddressPerMinute })
  const userRequests = counters({ ...counted, name: 'user-requests', most: options.requestsPerUserPerMinute })
  const wrongHostKeys = counters({ ...counted, name: 'host-keys', most: options.wrongHostKeysPerAddressPerMinute })
  const hostRequests = counters({ ...counted, name: 'host-requests', most: options.requestsPerHostKeyPerMinute })
  const allowance = allowanceOf(
    counters({ name: 'tickets', most: options.ticketsPerUserPerHour, windowMs: HOUR_MS, countsRefused: false }),
    counters({ name: 'bytes', most: options.bytesPerUserPerDay, windowMs: DAY_MS, countsRefused: false }),
  )
  return {
    countRequest: (address) => countByAddress(requests, address),
    countLogin: (address) => countByAddress(logins, address),
    countUserRequest: (user) => count(userRequests, user),
    findHostKey: (address, find) => findWithin(wrongHostKeys, address, find),
    countHostRequest: (key) => count(hostRequests, key),
    ...allowance,
  }
}

/** Unknown addresses are not counted: all of them together would share one limit, and one caller could use it up. */
const countByAddress = async (counter: Counter, address: string | undefined): Promise<void> =>
  address === undefined ? undefined : count(counter, limitKeyOf(address))

async function count(counter: Counter, key: string): Promise<void> {
  const counted = await counter.add(key, 1)
  if (counted.excess > 0) await refuse(counted)
}

async function refuse(counted: Counted): Promise<never> {
  if (counted.excess > PATIENCE) await slowDown()
  throw tooMany(counted)
}

/** What was found is told only after the count, so many guesses at once find no gap. */
async function findWithin<Found>(
  counter: Counter,
  address: string | undefined,
  find: () => Found | undefined,
): Promise<Found | undefined> {
  const found = find()
  if (address === undefined) return found
  const counted = await counter.add(limitKeyOf(address), found === undefined ? 1 : 0)
  // After as many wrong keys as are allowed, a right one is refused too.
  if (counted.excess > (found === undefined ? 0 : -1)) await refuse(counted)
  return found
}

/** Refusals in a row that are answered at once. */
const PATIENCE = 100
const SLOW_MS = 1000
const MOST_WAITING = 1000

let waiting = 0

/**
 * A caller that goes on far beyond its limit waits for each refusal, so that its connections cannot keep the backend
 * busy with answers.
 */
async function slowDown(): Promise<void> {
  if (waiting >= MOST_WAITING) return
  waiting += 1
  await setTimeout(SLOW_MS)
  waiting -= 1
}

/** For an identity that accepts any caller as one user, on this machine. */
export const NO_LIMITS: Limits = {
  countRequest: async () => {},
  countLogin: async () => {},
  countUserRequest: async () => {},
  findHostKey: async (_, find) => find(),
  countHostRequest: async () => {},
  countTickets: async (_, sizes) => sizes.map(() => undefined),
  refundTickets: async () => {},
  refundBytes: async () => {},
}
