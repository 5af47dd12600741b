import type { Logger } from 'pino'
import type { Config } from './config/config'
import type { HostKey } from './config/host-key'
import type { OptionalEndpoint } from './config/http-config'
import type { Verdicts } from './confirm/verdicts'
import type { CredentialSource } from './credentials/credentials'
import type { UserSessions } from './credentials/user-sessions'
import type { RouteTable } from './define-routes/route'
import type { HookCall } from './hooks/hook-call'
import type { HostKeys } from './identity/host-keys'
import type { Identity } from './identity/identity'
import type { AddressSource } from './limits/address-source'
import type { ClientAddress } from './limits/client-address'
import type { LimitOptions, Limits } from './limits/limits'
import type { Metrics } from './metrics/metrics'
import type { OpenapiDocument } from './openapi/document'
import type { Background } from './operation/background'
import type { Readiness } from './operation/readiness'
import type { Bucket } from './oss/bucket/bucket'
import type { CallbackKeys } from './oss/callback/callback-keys'
import type { UploadTokens } from './oss/upload-token'
import type { ReadUrl } from './reads/reading'

/** What an app brings of its own. An option overrides the setting of the same name. */
export interface AppOptions {
  /** What may be uploaded. Nothing is open that the app's author has not written. */
  routes: RouteTable
  /** Default: the identity of the settings. Without any, every personal endpoint answers `unauthenticated`. */
  identity?: Identity | Identity['identify']
  /** Path that the requests still carry when they arrive: `/upload`. Default: none, because frameworks remove it. */
  basePath?: string
  /** The given limits replace the defaults. `false`: no limits. */
  limits?: Partial<LimitOptions> | false
  /** Addresses and CIDR ranges whose X-Forwarded-For is trusted, besides this machine. */
  trustedProxies?: readonly string[]
  /** For servers that do not pass to `fetch` what `@hono/node-server` passes. */
  clientAddress?: ClientAddress
  /** Web origins that may call. Default: none. */
  corsOrigins?: readonly string[]
  /** Bearer token of `/metrics`. Default: only callers on this machine may read them. */
  metricsToken?: string
  metrics?: Metrics
  /** Pages that `GET /` links to, beside its own; read at each request. Default: none. */
  links?: () => readonly PageLink[]
  /** Default: STS sessions of `config.sts`, or the fixed keys of `config.source`. */
  credentials?: CredentialSource
  /** Sessions of single users. Default: STS sessions of `config.sts`, or none if `credentials` is given. */
  userSessions?: UserSessions
  /** Default: the bucket of `config.oss`. */
  bucket?: Bucket
  /** Of the further buckets, by name. Default: those of `config.buckets`. */
  buckets?: Readonly<Record<string, Bucket>>
  /** Which of `POST /v1/credentials` and `POST /v1/presign` exist. Default: none. */
  optionalEndpoints?: readonly OptionalEndpoint[]
  /** Keys by which the app's own backend may call. Default: none, and its endpoints do not exist. */
  hostKeys?: readonly HostKey[]
  /** Makes the URLs of files instead of `config.oss.domain`: for a CDN that has its own URL signatures. */
  readUrl?: ReadUrl
  callback?: {
    /** URLs that callback keys may begin with, each with its slash. Default: OSS's official host. */
    keyPrefixes?: readonly string[]
    fetch?: typeof globalThis.fetch
    /** OSS waits 5 s. Default: 4 s. */
    deadlineMs?: number
  }
  /** How long a hook of a route may take, ms. Default: 10 s. */
  hookDeadlineMs?: number
  log?: Logger
  /** ms. */
  now?: () => number
  randomBytes?: (count: number) => Uint8Array
}

export interface PageLink {
  name: string
  url: string
}

/**
 * Everything that the endpoints work with. A step of a request takes only the fields that it uses, so its signature
 * says what it may touch: `Pick<ServerContext, 'bucket' | 'log'>`.
 */
export interface ServerContext {
  config: Config
  routes: RouteTable
  /** Names of routes, by the folders of their keys. */
  folders: ReadonlyMap<string, string>
  /** Calls the app's hooks over HTTP, if it has any. */
  hooks: HookCall | undefined
  identity: Identity | undefined
  credentials: CredentialSource
  userSessions: UserSessions | undefined
  optionalEndpoints: readonly OptionalEndpoint[]
  /** Undefined if there is no key. */
  hostKeys: HostKeys | undefined
  links: () => readonly PageLink[]
  readUrl: ReadUrl | undefined
  bucket: Bucket
  /** What is different in each of the further buckets, by name. */
  buckets: ReadonlyMap<string, BucketContext>
  callbackKeys: CallbackKeys
  callbackDeadlineMs: number
  hookDeadlineMs: number
  tokens: UploadTokens
  basePath: string
  limits: Limits
  clientAddress: ClientAddress
  /** The same for the app's own backend, which may call from this machine without any proxy. */
  hostAddress: ClientAddress
  addressSource: (request: Request, env: unknown) => AddressSource
  isProxyHidden: () => boolean
  corsOrigins: readonly string[]
  metrics: Metrics
  metricsToken: string | undefined
  readiness: Readiness
  verdicts: Verdicts
  background: Background
  /** The document of `/openapi.json`, made at the first call. */
  openapi: () => OpenapiDocument
  log: Logger
  /** ms. */
  now: () => number
  randomBytes: (count: number) => Uint8Array
}

/** What belongs to one bucket. `config.oss` says where it is; its sessions of STS have no right on any other. */
export type BucketContext = Pick<ServerContext, 'bucket' | 'config' | 'credentials'>
