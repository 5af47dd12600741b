import type { PageLink } from '../admin/admin-context'
import type { KeyPair } from '../auth/account-keys'
import type { Account } from '../auth/key-ring'
import type { CallbackAnswer } from '../callback/send'
import type { Faults } from '../faults/faults'
import type { LifecycleResult } from '../lifecycle/run-lifecycle'
import type { Conditions, Link } from '../link'
import type { CloudSettings } from './cloud'
import type { CloudOptions } from './create-cloud'
import type { Inspection } from './inspection'
import type { Journal } from './journal'

export interface LocalCloudOptions extends Omit<CloudOptions, 'folder' | 'bucket'> {
  /** Where everything is kept; created if missing. Default: a temporary folder, which `close()` removes. */
  folder?: string
  /** The default bucket, which the cloud's own address is bound to. Default `local-bucket`. */
  bucket?: string
  /** Default 0: any free port. */
  ossPort?: number
  /** The port of STS, of the callbacks' public key and of the admin page. Default 0: any free port. */
  servicesPort?: number
  /** The port of the first of `otherBuckets`; the next ones follow. Default 0: any free ports. */
  otherPort?: number
  /** Clients reach OSS over a link like this one, at `ossPort`; OSS itself then takes any port. Default: directly. */
  link?: Partial<Conditions>
  /** Other pages that the admin page links to; read at each request. Default: none. */
  pages?: () => readonly PageLink[]
}

export interface LocalCloud {
  /** The default bucket's domain, as if it were a custom one: the path is the key. It also takes path-style requests. */
  ossUrl: string
  /** The domains of `otherBuckets`, by the names of the buckets. No link is before them. */
  otherUrls: Readonly<Record<string, string>>
  /** The link between clients and OSS, if the options asked for one: clients use its `url` instead of `ossUrl`. */
  link: Link | undefined
  /** `http://localhost:PORT`: where AssumeRole goes. */
  stsUrl: string
  /** `http://localhost:PORT/admin`: a page for people; the JSON API is below it. */
  adminUrl: string
  /** `http://localhost:PORT/`: what the callbacks' `x-oss-pub-key-url` begins with. */
  callbackKeyPrefix: string
  /** The default bucket. */
  bucket: string
  region: string
  /** A RAM user whose key may assume the role, and do nothing else. */
  account: Account
  /** The account's own key: it may do everything on OSS, but not AssumeRole. */
  root: KeyPair
  /** A RAM user without any rights. */
  stranger: KeyPair
  /** A RAM user that may do everything on OSS, and nothing else. */
  ossUser: KeyPair
  journal: Journal
  faults: Faults
  /** Can be changed while the cloud runs. */
  settings: CloudSettings
  /** What the admin page shows. */
  inspect: Inspection
  /** Revokes STS credentials before they expire: OSS answers `InvalidSecurityToken`. */
  revokeToken(securityToken: string): void
  /** OSS and STS refuse a key that is not active. */
  setKeyActive(accessKeyId: string, isActive: boolean): void
  /** What a RAM user may do, as a RAM policy. At first `account` may assume the role, `ossUser` may use OSS. */
  setUserPolicy(accessKeyId: string, document: object): void
  /** What the role may do, as a RAM policy. At first everything on its buckets. */
  setRolePolicy(document: object): void
  /** Whether the role's trust policy names this account; at first it does. */
  setRoleTrust(trustsAccount: boolean): void
  /** Runs the default bucket's lifecycle rules now. The cloud itself runs them after each midnight GMT. */
  runLifecycle(): Promise<LifecycleResult>
  /** Sends a callback as OSS would send it for any bucket: correctly signed, with any body. */
  sendCallback(callback: ForeignCallback): Promise<CallbackAnswer>
  close(): Promise<void>
}

export interface ForeignCallback {
  url: string
  body: string
  /** Default `application/json`. */
  contentType?: string
  /** The value of `x-oss-bucket`, which no signature covers. Default `somebody-elses-bucket`. */
  bucket?: string
}
