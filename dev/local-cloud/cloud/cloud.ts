import type { Via } from '../auth/authenticate'
import type { Principal } from '../auth/identify'
import type { KeyRing } from '../auth/key-ring'
import type { Statement } from '../auth/policy/policy-document'
import type { Bucket } from '../bucket/bucket'
import type { CallbackSender } from '../callback/send'
import type { Fault, Faults } from '../faults/faults'
import type { CloudRequest, Query, RandomBytes } from '../http/exchange'
import type { ExtraFields } from '../post/policy-check'
import type { Journal } from './journal'

/** What can be switched while the cloud runs. */
export interface CloudSettings {
  /** Which form fields a policy has to name; at first `strict`: all of them. */
  extraFields: ExtraFields
  /** AssumeRole answers `Throttling` beyond so many calls a second; at first 100. */
  assumeRolePerSecond: number
  /** Named image styles: `style/<name>` in `x-oss-process` → what it stands for, `image/resize,w_200`. */
  styles: Record<string, string>
  /**
   * Objects cannot be used under `<bucket>.oss-<region>.aliyuncs.com`, as for accounts that are new to OSS since
   * 20 March 2025; under a domain of one's own they can.
   */
  forbidPublicEndpoint: boolean
}

/** The one role there is. */
export interface Role {
  /** What it may do. */
  policy: Statement[]
  /** Whether its trust policy names this account; without that nobody may assume it. */
  trustsAccount: boolean
}

/** Everything that lasts longer than one request. */
export interface Cloud {
  /** By name; the first is the default one, which the cloud's own address is bound to. */
  readonly buckets: ReadonlyMap<string, Bucket>
  readonly defaultBucket: Bucket
  /** `cn-hangzhou` */
  readonly region: string
  readonly ring: KeyRing
  readonly role: Role
  readonly callbacks: CallbackSender
  readonly journal: Journal
  readonly faults: Faults
  readonly random: RandomBytes
  readonly settings: CloudSettings
  /** When lifecycle rules were last gone through, milliseconds since 1970. */
  lifecycleRun: number
  /** Aborted by `close()`. */
  readonly closing: AbortSignal
}

/** One request, and what has become known of it. */
export interface Exchange {
  readonly cloud: Cloud
  readonly request: CloudRequest
  /** When it came in, milliseconds since 1970. */
  readonly now: number
  readonly requestId: string
  readonly query: Query
  /** The default one until the host has been read, and where the request is on no bucket at all. */
  bucket: Bucket
  /** Decoded; empty for operations on buckets, and for PostObject until the form is read. */
  key: string
  principal: Principal
  via: Via
  /** What let the request pass, or what refused it; for people. */
  rule: string
  readonly faults: readonly Fault[]
}
