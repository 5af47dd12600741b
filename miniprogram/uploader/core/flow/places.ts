import type { Network, Signal } from '../ports'
import { limiter } from './limiter'

/** The places of the files that one uploader sends at a time. */
export interface Places {
  /**
   * Waits for a place, and then runs `work`, which may `release` the place as soon as all bytes have left: the next file
   * need not wait for the answer to this one.
   * @param size of the file, bytes
   */
  run<T>(size: number, work: (release: () => void) => Promise<T>, signal: Signal): Promise<T>
}

export interface Link {
  network: Network
  /** Estimated. */
  bytesPerSecond: number
}

/**
 * WeChat allows so many uploads at a time, and as many requests.
 * https://developers.weixin.qq.com/miniprogram/dev/framework/ability/network.html
 */
export const MOST_OPEN = 10

/** Two are left to the app's own calls, and to those to the backend. */
export const MOST_AT_ONCE = 8

/** Every number of files from 1 to 8 divides it. */
const ALL = 840

export function filePlaces(parallel: number | undefined, link: () => Link): Places {
  const all = limiter(ALL)
  return {
    run: (size, work, signal) => all.run(work, signal, ALL / filesAtOnce(size, link(), parallel)),
  }
}

/** A file of fewer bytes takes a fast link less time than a round trip does. */
const SMALL = 100 * 1024
/** From this size on a file is sent by several requests, or fills the link for seconds, bytes. */
const LARGE = 8 * 1024 * 1024
/** Bytes a second. */
const SLOW = 64 * 1024

/**
 * How many files of this size share the link. Small files wait for round trips, so more of them fill the link. Large
 * files, and all files on a slow link, would only make each other late: a broken connection costs what it has sent.
 * @param parallel the number that the app has chosen
 */
export function filesAtOnce(size: number, { network, bytesPerSecond }: Link, parallel?: number): number {
  if (parallel !== undefined) return parallel >= 1 ? Math.min(MOST_AT_ONCE, Math.floor(parallel)) : 1
  if (network.weak || network.type === '2g' || bytesPerSecond < SLOW || size >= LARGE) return 2
  return size < SMALL ? MOST_AT_ONCE : 3
}
