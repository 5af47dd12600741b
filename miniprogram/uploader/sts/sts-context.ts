import type { Clock } from '../core/ports'
import type { CallOss } from './calls/call-oss'
import type { Receipts } from './calls/observed-transport'
import type { OssTime } from './calls/oss-time'
import type { HeldCredentials } from './credentials/held-credentials'
import type { KeyOf } from './tickets/object-key'

/** What all calls of this backend share. */
export interface StsContext {
  clock: Clock
  /** 0 ≤ x < 1. */
  random: () => number
  credentials: HeldCredentials
  time: OssTime
  receipts: Receipts
  call: CallOss
  keyOf: KeyOf | undefined
  /** The bucket lets anyone read. */
  publicRead: boolean
}
