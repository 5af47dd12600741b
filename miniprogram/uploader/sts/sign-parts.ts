import type { SignedParts } from '../contract'
import type { Signal } from '../core/flow/cancellation'
import { sleep } from '../core/flow/waiting'
import type { Clock } from '../core/ports'
import { canonicalQuery, sign, signedQuery } from './presign'
import { formatDate } from './signing-scope'
import { ANY_TYPE } from './stored-object'
import type { StsCredentials } from './sts-credentials'

export interface PartsToSign {
  key: string
  uploadId: string
  /** Number of the first. */
  from: number
  count: number
  expiresSeconds: number
}

/** Here nothing is gained by many: signing costs no request, but some ms each on a phone that interprets JavaScript. */
const MOST_AT_A_TIME = 32

/** Then others get their turn, ms: see `paced-crc64.ts`. */
const MOST_MS = 4

/** Parts in a row share a query but for the number and the signature. @param now ms, by OSS's clock. */
export async function signParts(
  { key, uploadId, from, count, expiresSeconds }: PartsToSign,
  keys: StsCredentials,
  now: number,
  clock: Clock,
  signal: Signal,
): Promise<SignedParts> {
  const { bucket, region } = keys
  const scope = { date: formatDate(now), region }
  const shared = signedQuery({ query: { uploadId }, expiresSeconds }, keys, scope)
  const request = { method: 'PUT' as const, bucket, key, headers: ANY_TYPE, expiresSeconds }
  const signatures: string[] = []
  let startedAt = clock.now()
  for (let part = from; part < from + Math.min(count, MOST_AT_A_TIME); part += 1) {
    if (clock.now() - startedAt >= MOST_MS) {
      await sleep(clock, 0, signal)
      startedAt = clock.now()
    }
    signatures.push(sign(request, { ...shared, partNumber: String(part) }, keys, scope))
  }
  return { query: canonicalQuery(shared), headers: ANY_TYPE, from, signatures, expiresIn: expiresSeconds }
}
