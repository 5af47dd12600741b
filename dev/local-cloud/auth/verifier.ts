import type { Query } from '../http/exchange'
import type { KeyRing } from './key-ring'

/** A request on an object or a bucket, signed or not. */
export interface ObjectRequest {
  method: string
  /** Empty for a request on the service. */
  bucket: string
  key: string
  query: Query
  headers: Record<string, string>
}

/** What is needed to check a signature. */
export interface Verifier {
  ring: KeyRing
  /** The bucket's region. */
  region: string
  now: number
}
