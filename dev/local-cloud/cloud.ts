import type { Via } from './auth/authenticate'
import type { Principal } from './auth/identify'
import type { KeyRing } from './auth/key-ring'
import type { Statement } from './auth/policy-document'
import type { CallbackSender } from './callback/send'
import type { CloudRequest, Query, RandomBytes } from './exchange'
import type { Fault, Faults } from './faults'
import type { Journal } from './journal'
import type { ExtraFields } from './post/policy-check'
import type { Store } from './store/store'

/** Everything that lasts longer than one request. */
export interface Cloud {
  readonly bucket: string
  /** `cn-hangzhou` */
  readonly region: string
  readonly ring: KeyRing
  /** What the one role may do. */
  readonly rolePolicy: Statement[]
  readonly store: Store
  readonly callbacks: CallbackSender
  readonly journal: Journal
  readonly faults: Faults
  readonly random: RandomBytes
  readonly settings: { extraFields: ExtraFields }
  /** Aborted by `close()`. */
  readonly closing: AbortSignal
}

/** One request on the bucket, and what has become known of it. */
export interface Exchange {
  readonly cloud: Cloud
  readonly request: CloudRequest
  /** When it came in, milliseconds since 1970. */
  readonly now: number
  readonly requestId: string
  readonly query: Query
  /** Decoded; empty for PostObject until the form is read. */
  key: string
  principal: Principal
  via: Via
  readonly faults: readonly Fault[]
}
