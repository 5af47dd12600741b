import type { Logger } from 'pino'
import type { Config } from './config/config'
import type { OptionalEndpoint } from './config/http-config'
import type { CredentialSource } from './credentials/credentials'
import type { UserSessions } from './credentials/user-sessions'
import type { RouteTable } from './define-routes/route'
import type { Identity } from './identity/identity'
import type { ClientAddress } from './limits/client-address'
import type { LimitOptions, Limits } from './limits/limits'
import type { Metrics } from './metrics/metrics'
import type { OpenapiDocument } from './openapi/document'
import type { Readiness } from './operation/readiness'
import type { Bucket } from './oss/bucket/bucket'
import type { CallbackKeys } from './oss/callback/callback-keys'
import type { UploadTokens } from './oss/upload-token'
import type { ReadUrl } from './reads/reading'

/** What an app may bring of its own; everything has a default. */
export interface AppOptions {
  /** Default: those of `routes.ts`. */
  routes?: RouteTable
  /** Default: nobody is known, and every call is `unauthenticated`. */
  identity?: Identity | Identity['identify']
  /** Path that the requests still carry when they get here: `/upload`. Default: none, the framework cuts it off. */
  basePath?: string
  /** Those given, else the defaults. `false`: none. */
  limits?: Partial<LimitOptions> | false
  /** Addresses and CIDR ranges whose X-Forwarded-For is believed, beside this machine's. */
  trustedProxies?: readonly string[]
  /** For servers that do not pass what `@hono/node-server` does. */
  clientAddress?: ClientAddress
  /** Web origins that may call. Default: none. */
  corsOrigins?: readonly string[]
  /** Bearer token of `/metrics`. Default: only this machine may read them. */
  metricsToken?: string
  metrics?: Metrics
  /** Default: STS sessions of `config.sts`, or the fixed keys of `config.source`. */
  credentials?: CredentialSource
  /** Of single users. Default: STS sessions of `config.sts`, or none when `credentials` is given. */
  userSessions?: UserSessions
  /** Default: the real one, by ali-oss. */
  bucket?: Bucket
  /** Which of these calls there are besides: `POST /v1/credentials`, `POST /v1/presign`. Default: none. */
  doors?: readonly OptionalEndpoint[]
  /** Where files are read instead of at `config.oss.domain`, such as a CDN that signs its URLs in a way of its own. */
  readUrl?: ReadUrl
  callback?: {
    /** Where callback keys may come from, each with its slash. Default: OSS's official host. */
    keyPrefixes?: readonly string[]
    fetch?: typeof globalThis.fetch
    /** OSS waits 5 s. Default: 4 s. */
    deadlineMs?: number
  }
  /** How long a hook of a route may take. Default: 10 s. */
  hookDeadlineMs?: number
  log?: Logger
  /** ms. */
  now?: () => number
  randomBytes?: (count: number) => Uint8Array
}

/**
 * Everything that the endpoints work with. A step of a request takes only the fields that it uses, so its signature says
 * what it may touch: `Pick<ServerContext, 'bucket' | 'log'>`.
 */
export interface ServerContext {
  config: Config
  routes: RouteTable
  /** Names of routes, by the folders of their keys. */
  folders: ReadonlyMap<string, string>
  identity: Identity | undefined
  credentials: CredentialSource
  userSessions: UserSessions | undefined
  doors: readonly OptionalEndpoint[]
  readUrl: ReadUrl | undefined
  bucket: Bucket
  callbackKeys: CallbackKeys
  callbackDeadlineMs: number
  hookDeadlineMs: number
  tokens: UploadTokens
  basePath: string
  limits: Limits
  clientAddress: ClientAddress
  corsOrigins: readonly string[]
  metrics: Metrics
  metricsToken: string | undefined
  readiness: Readiness
  /** The document of `/openapi.json`, made at the first call. */
  openapi: () => OpenapiDocument
  log: Logger
  /** ms. */
  now: () => number
  randomBytes: (count: number) => Uint8Array
}
