import { stsError } from '../errors'

/** How far a caller's clock may differ, ms. */
const TOLERANCE = 15 * 60 * 1000

/** Used nonce → time. A nonce is kept while its date could still be accepted. */
export type Nonces = Map<string, number>

export function useNonce(nonces: Nonces, nonce: string, now: number): void {
  for (const [used, time] of nonces) if (Math.abs(now - time) > 2 * TOLERANCE) nonces.delete(used)
  if (nonce === '' || nonces.has(nonce)) {
    throw stsError('SignatureNonceUsed', 'Specified signature nonce was used already.')
  }
  nonces.set(nonce, now)
}

/** ISO 8601 in UTC; ali-oss sends milliseconds too. */
export function checkTimestamp(text: string, now: number): void {
  const date = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(date) || Math.abs(now - date) > TOLERANCE) {
    throw stsError('InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.')
  }
}
