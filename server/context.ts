import { type Logger, pino } from 'pino'
import { type Config, isLoopback } from './config/config'
import { configuredCredentials } from './credentials/configured-credentials'
import type { CredentialSource } from './credentials/credentials'
import type { UserSessions } from './credentials/user-sessions'
import { HOOK_DEADLINE_MS } from './define-routes/call-hook'
import { routesByFolder } from './define-routes/folders'
import type { RouteTable } from './define-routes/route'
import type { OptionalEndpoint } from './endpoints/optional/optional-endpoints'
import type { Identity } from './identity/identity'
import { type ClientAddress, clientAddress } from './limits/client-address'
import { createLimits, DEFAULT_LIMITS, type LimitOptions, type Limits, NO_LIMITS } from './limits/limits'
import { trustedProxies } from './limits/trusted-proxies'
import { createMetrics, type Metrics } from './metrics/metrics'
import { timedBucket } from './metrics/timed'
import { randomPool } from './operation/random-pool'
import { type Readiness, readiness } from './operation/readiness'
import type { Bucket } from './oss/bucket/bucket'
import { ossBucket } from './oss/bucket/oss-bucket'
import { type CallbackKeys, callbackKeys, OFFICIAL_KEY_PREFIXES } from './oss/callback/callback-keys'
import { type UploadTokens, uploadTokens } from './oss/upload-token'
import type { ReadUrl } from './reads/read-url'
import { routes } from './routes'

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

/** What the steps of a request work with. */
export interface ServerContext {
  config: Config
  routes: RouteTable
  /** Their names, by the folders of their keys. */
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
  log: Logger
  now: () => number
  randomBytes: (count: number) => Uint8Array
}

/** @throws Error when config, wiring and routes do not go together. */
export function createContext(config: Config, wiring: AppOptions): ServerContext {
  const identity = typeof wiring.identity === 'function' ? { identify: wiring.identity } : wiring.identity
  refuseLocalIdentity(config, identity)
  const { now = Date.now, callback = {}, log = pino({ level: config.logLevel ?? 'info' }) } = wiring
  const { metrics = createMetrics(), basePath = '', corsOrigins = [], metricsToken } = wiring
  const random = wiring.randomBytes ?? randomPool()
  const table = wiring.routes ?? routes
  const { credentials, userSessions } = wiring.credentials
    ? { credentials: wiring.credentials, userSessions: undefined }
    : configuredCredentials(config, { now, log, metrics })
  return {
    config,
    routes: table,
    folders: routesByFolder(table),
    identity,
    credentials,
    userSessions: wiring.userSessions ?? userSessions,
    doors: wiring.doors ?? [],
    readUrl: wiring.readUrl,
    bucket: timedBucket(wiring.bucket ?? ossBucket(config.oss, credentials), metrics),
    callbackKeys: callbackKeys({
      prefixes: callback.keyPrefixes ?? OFFICIAL_KEY_PREFIXES,
      fetch: callback.fetch ?? globalThis.fetch,
      now,
    }),
    callbackDeadlineMs: callback.deadlineMs ?? 4000,
    hookDeadlineMs: wiring.hookDeadlineMs ?? HOOK_DEADLINE_MS,
    tokens: uploadTokens(config.secrets.session, random),
    basePath,
    limits: limitsOf(wiring.limits, identity),
    clientAddress: wiring.clientAddress ?? clientAddress(trustedProxies(wiring.trustedProxies ?? [])),
    corsOrigins,
    metrics,
    metricsToken,
    readiness: readiness(() => credentials('upload'), now),
    log,
    now,
    randomBytes: random,
  }
}

/** Where everybody is one user, on this machine, there is nobody to protect from the others. */
function limitsOf(limits: AppOptions['limits'], identity: Identity | undefined): Limits {
  if (limits === false || (limits === undefined && identity?.localOnly)) return NO_LIMITS
  return createLimits({ ...DEFAULT_LIMITS, ...limits })
}

/** Where it stands is known by every address of it: one that is remote means that others reach it. */
function refuseLocalIdentity({ oss, sts, publicUrl }: Config, identity: Identity | undefined): void {
  if (!identity?.localOnly) return
  const addresses = [oss.endpoint, oss.domain, publicUrl, sts && (sts.endpoint ?? 'https://sts.aliyuncs.com')]
  const remote = addresses.find((url) => url && !isLoopback(url))
  if (remote) {
    throw new Error(
      `This identity lets anybody in: expected OSS, STS and the backend itself on this machine (localhost), got ${remote}`,
    )
  }
}
