import type { Clock } from '../core/ports'
import type { Arrivals } from './attentive-transport'
import type { HeldCredentials } from './held-credentials'
import type { KeyOf } from './object-key'
import type { CallOss } from './oss-calls'
import type { OssTime } from './oss-time'

/** What the calls of this backend share. */
export interface StsSurroundings {
  clock: Clock
  /** 0 ≤ x < 1. */
  random: () => number
  credentials: HeldCredentials
  /** Of OSS. */
  time: OssTime
  arrivals: Arrivals
  call: CallOss
  keyOf: KeyOf | undefined
  publicRead: boolean
}
