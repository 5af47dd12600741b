import { setTimeout } from 'node:timers/promises'
import { Fault } from '../faults/fault'
import { limitKeyOf } from './client-address'
import { type Count, type WindowCounter, windowCounter } from './window-counter'

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

/** Each method throws Fault `too-many-requests` with `retryAfter` in seconds, which is also sent as Retry-After. */
export interface Limits {
  countRequest(address: string | undefined): Promise<void>
  countLogin(address: string | undefined): Promise<void>
  /** `user` is the hash. */
  countUserRequest(user: string): Promise<void>
  /** Runs `find`, which looks for a host key, and counts if it finds none. An address that guesses is not compared. */
  findHostKey<Key>(address: string | undefined, find: () => Key | undefined): Promise<Key | undefined>
  /** `key` is the key's name. */
  countHostRequest(key: string): Promise<void>
  /** Counts one ticket for `size` bytes. A refused ticket is not counted. */
  countTicket(user: string, size: number): Promise<void>
  /** For a ticket that was counted but never given. */
  refundTicket(user: string, size: number): Promise<void>
  /** For an upload that was cancelled so that nothing can be stored by its ticket any more. */
  refundBytes(user: string, size: number): Promise<void>
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** @param now ms. */
export function createLimits(options: LimitOptions, now: () => number): Limits {
  const limit = (most: number, windowMs: number): Limit => ({ most, counter: windowCounter(windowMs, now) })
  const requests = limit(options.requestsPerAddressPerMinute, MINUTE_MS)
  const logins = limit(options.loginsPerAddressPerMinute, MINUTE_MS)
  const userRequests = limit(options.requestsPerUserPerMinute, MINUTE_MS)
  const wrongHostKeys = limit(options.wrongHostKeysPerAddressPerMinute, MINUTE_MS)
  const hostRequests = limit(options.requestsPerHostKeyPerMinute, MINUTE_MS)
  const tickets = limit(options.ticketsPerUserPerHour, HOUR_MS)
  const bytes = limit(options.bytesPerUserPerDay, DAY_MS)

  return {
    countRequest: (address) => countByAddress(requests, address),
    countLogin: (address) => countByAddress(logins, address),
    countUserRequest: (user) => count(userRequests, user),
    findHostKey: (address, find) => findWithin(wrongHostKeys, address, find),
    countHostRequest: (key) => count(hostRequests, key),
    async countTicket(user, size) {
      countOrTakeBack(tickets, user, 1)
      try {
        countOrTakeBack(bytes, user, size)
      } catch (fault) {
        tickets.counter.takeBack(user, 1)
        throw fault
      }
    },
    async refundTicket(user, size) {
      tickets.counter.takeBack(user, 1)
      bytes.counter.takeBack(user, size)
    },
    async refundBytes(user, size) {
      bytes.counter.takeBack(user, size)
    },
  }
}

interface Limit {
  most: number
  counter: WindowCounter
}

/** Unknown addresses are not counted: all of them together would share one limit, and one caller could use it up. */
const countByAddress = async (limit: Limit, address: string | undefined): Promise<void> =>
  address === undefined ? undefined : count(limit, limitKeyOf(address))

async function count({ most, counter }: Limit, key: string): Promise<void> {
  const counted = counter.add(key, 1)
  if (counted.count <= most) return
  if (counted.count > most + PATIENCE) await slowDown()
  throw tooMany(counted)
}

/** Nothing is awaited before a wrong key is counted, so many guesses at once find no gap. */
async function findWithin<Found>(
  limit: Limit,
  address: string | undefined,
  find: () => Found | undefined,
): Promise<Found | undefined> {
  if (address === undefined) return find()
  const key = limitKeyOf(address)
  if (limit.counter.add(key, 0).count >= limit.most) await count(limit, key)
  const found = find()
  if (found === undefined) limit.counter.add(key, 1)
  return found
}

/** What is refused is not counted. A video that is refused must not use up the bytes of the next photo. */
function countOrTakeBack({ most, counter }: Limit, key: string, points: number): void {
  const counted = counter.add(key, points)
  if (counted.count <= most) return
  counter.takeBack(key, points)
  throw tooMany(counted)
}

const tooMany = ({ msLeft }: Count): Fault =>
  new Fault('too-many-requests', { retryAfter: Math.max(1, Math.ceil(msLeft / 1000)) })

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
  countTicket: async () => {},
  refundTicket: async () => {},
  refundBytes: async () => {},
}
