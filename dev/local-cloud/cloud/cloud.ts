import type { Via } from '../auth/authenticate'
import type { Principal } from '../auth/identify'
import type { KeyRing } from '../auth/key-ring'
import type { Statement } from '../auth/policy/policy-document'
import type { Bucket } from '../bucket/bucket'
import type { Buckets } from '../bucket/buckets'
import type { CallbackSender } from '../callback/send'
import type { Fault, Faults } from '../faults/faults'
import type { CloudRequest, Query, RandomBytes } from '../http/exchange'
import type { ExtraFields } from '../post/policy-check'
import type { Journal } from './journal'

/** Settings that can be changed while the cloud runs. */
export interface CloudSettings {
  /** Which form fields a policy has to name; at first `strict`, which is all of them. */
  extraFields: ExtraFields
  /** AssumeRole answers `Throttling` above this number of calls a second; at first 100. */
  assumeRolePerSecond: number
  /** Named image styles: `<name>` of `style/<name>` in `x-oss-process` → its instructions, such as `image/resize,w_200`. */
  styles: Record<string, string>
  /**
   * Objects cannot be accessed under `<bucket>.oss-<region>.aliyuncs.com`, only under a custom domain, as for accounts
   * that are new to OSS since 20 March 2025.
   */
  forbidPublicEndpoint: boolean
}

/** The only role. */
export interface Role {
  /** What it may do. */
  policy: Statement[]
  /** Whether its trust policy names this account; otherwise no user can assume it. */
  trustsAccount: boolean
}

/** Everything that outlives a request. */
export interface Cloud {
  readonly buckets: Buckets
  /** The cloud's own address is bound to it. */
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
  /** When the lifecycle rules last ran, milliseconds since 1970. */
  lifecycleRun: number
  /** Aborted by `close()`. */
  readonly closing: AbortSignal
}

/** One request, with what is known about it so far. */
export interface Exchange {
  readonly cloud: Cloud
  readonly request: CloudRequest
  /** When it arrived, milliseconds since 1970. */
  readonly now: number
  readonly requestId: string
  readonly query: Query
  /** The default bucket until the host is parsed, and for requests without a bucket. */
  bucket: Bucket
  /** The name in the request; there is no such bucket yet if the request creates it. Empty for the service. */
  bucketName: string
  /** The bucket is in the path, not in the host. */
  isPathStyle: boolean
  /** Decoded; empty for bucket operations, and for PostObject until the form is read. */
  key: string
  principal: Principal
  via: Via
  /** The rule that allowed or refused the request, as a text for people. */
  rule: string
  readonly faults: readonly Fault[]
}
