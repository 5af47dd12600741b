import { stsError } from './errors'

/** Counts the calls of the last second. @throws StsError if there are more than `limit` */
export type Throttle = (limit: number, now: number) => void

/** https://www.alibabacloud.com/help/en/ram: the limit is 100 calls a second for an account with all its users and roles. */
export function createThrottle(): Throttle {
  let calls: number[] = []
  return (limit, now) => {
    calls = calls.filter((time) => Math.abs(now - time) < 1000)
    if (calls.length >= limit) throw stsError('Throttling', 'Request was denied due to request throttling.')
    calls.push(now)
  }
}
