import { pino } from 'pino'
import type { Config } from './config/config'
import type { OptionalEndpoint } from './config/http-config'
import type { Settings } from './config/read-environment'
import { isLoopback } from './config/values'
import { createVerdicts } from './confirm/verdicts'
import type { AppOptions, ServerContext } from './context'
import { configuredCredentials } from './credentials/configured-credentials'
import { HOOK_DEADLINE_MS } from './define-routes/call-hook'
import { checkBuckets } from './define-routes/check-buckets'
import { routesByFolder } from './define-routes/folders'
import type { RouteTable } from './define-routes/route'
import { ENDPOINTS } from './endpoints/all'
import { type HookCall, hookCall } from './hooks/hook-call'
import { withHttpHooks } from './hooks/http-hooks'
import { configuredIdentity } from './identity/configured'
import { type HostKeys, hostKeys } from './identity/host-keys'
import type { Identity } from './identity/identity'
import { addressSource } from './limits/address-source'
import { clientAddress } from './limits/client-address'
import { type Counters, memoryCounters } from './limits/counter'
import { createLimits, DEFAULT_LIMITS, type Limits, NO_LIMITS } from './limits/limits'
import { createLimitStore } from './limits/store/limit-store'
import { sharedCounters } from './limits/store/shared-counters'
import { trustedProxies } from './limits/trusted-proxies'
import { watchProxies } from './limits/watch-proxies'
import { createMetrics } from './metrics/metrics'
import { timedBucket } from './metrics/timed'
import { type OpenapiDocument, openapiDocument } from './openapi/document'
import { createBackground } from './operation/background'
import { randomPool } from './operation/random-pool'
import { readiness } from './operation/readiness'
import { ossBucket } from './oss/bucket/oss-bucket'
import { callbackKeys, OFFICIAL_KEY_PREFIXES } from './oss/callback/callback-keys'
import { otherBuckets } from './oss/other-buckets'
import { uploadTokens } from './oss/upload-token'

/** @throws Error if the settings, the options and the routes contradict each other. */
export function createContext(settings: Settings, options: AppOptions): ServerContext {
  requireRoutes(options)
  const identity = identityOf(settings, options)
  refuseRemoteUseOfLocalIdentity(settings, identity)
  const { now = Date.now, callback = {}, log = pino({ level: settings.logLevel ?? 'info' }) } = options
  const { metrics = createMetrics(), randomBytes = randomPool(), routes } = options
  const hooks = settings.hooks && hookCall({ ...settings.hooks, now })
  const { credentials, userSessions } = credentialsOf(settings, options, { now, log, metrics })
  const bucket = timedBucket(options.bucket ?? ossBucket(settings.oss, credentials, now), metrics)
  const buckets = otherBuckets(settings, options, { now, log, metrics })
  return {
    config: settings,
    ...routing(settings, routes, hooks),
    hooks,
    identity,
    credentials,
    userSessions,
    optionalEndpoints: optionalEndpointsOf(settings, options),
    hostKeys: hostKeysOf(settings, options),
    links: options.links ?? (() => []),
    readUrl: options.readUrl,
    bucket,
    buckets,
    callbackKeys: callbackKeys({
      prefixes: callback.keyPrefixes ?? OFFICIAL_KEY_PREFIXES,
      fetch: callback.fetch ?? globalThis.fetch,
      now,
    }),
    callbackDeadlineMs: callback.deadlineMs ?? 4000,
    hookDeadlineMs: options.hookDeadlineMs ?? HOOK_DEADLINE_MS,
    tokens: uploadTokens(settings.secrets.session, randomBytes),
    basePath: options.basePath ?? '',
    limits: limitsOf(settings, options, { identity, log, metrics, now }),
    ...proxiesOf(settings, options, { identity, log }),
    corsOrigins: options.corsOrigins ?? settings.corsOrigins ?? [],
    metrics,
    metricsToken: options.metricsToken ?? settings.metricsToken,
    verdicts: createVerdicts(now),
    background: createBackground(),
    readiness: readiness(() => Promise.all([{ bucket, credentials }, ...buckets.values()].map(examine)), now),
    log,
    now,
    randomBytes,
  }
}

/** The compiler requires them, but not every app has one. */
function requireRoutes(options: Partial<AppOptions> | undefined): void {
  if (!options?.routes)
    throw new Error('routes: expected what may be uploaded, as defineRoutes({ … }) returns it, got none')
}

function identityOf({ identity: configured, secrets }: Settings, { identity }: AppOptions): Identity | undefined {
  if (typeof identity === 'function') return { identify: identity }
  return identity ?? (configured && configuredIdentity(configured, secrets))
}

const optionalEndpointsOf = (settings: Settings, options: AppOptions): readonly OptionalEndpoint[] =>
  options.optionalEndpoints ?? settings.optionalEndpoints ?? []

function hostKeysOf(settings: Settings, options: AppOptions): HostKeys | undefined {
  const keys = options.hostKeys ?? settings.hostKeys ?? []
  return keys.length > 0 ? hostKeys(keys) : undefined
}

function credentialsOf(
  settings: Settings,
  options: AppOptions,
  parts: Pick<ServerContext, 'now' | 'log' | 'metrics'>,
): Pick<ServerContext, 'credentials' | 'userSessions'> {
  const { credentials } = options
  const configured = credentials ? { credentials } : configuredCredentials(settings, parts)
  const sessions = options.userSessions ?? configured.userSessions
  if (optionalEndpointsOf(settings, options).includes('credentials') && !sessions) {
    throw new Error('optionalEndpoints: expected a role (config.sts) beside credentials, got none')
  }
  return { credentials: configured.credentials, userSessions: sessions }
}

/** What depends on the routes. */
export function routing(
  settings: Settings,
  ownRoutes: RouteTable,
  hooks: HookCall | undefined,
): Pick<ServerContext, 'routes' | 'folders' | 'openapi'> {
  checkBuckets(ownRoutes, Object.keys(settings.buckets ?? {}))
  const routes = hooks ? withHttpHooks(ownRoutes, hooks) : ownRoutes
  return { routes, folders: routesByFolder(routes), openapi: documentOnce(settings, routes) }
}

/** Rejects while tickets cannot be signed. A session may be revoked at any time, which only a request to OSS shows. */
async function examine({ bucket, credentials }: Pick<ServerContext, 'bucket' | 'credentials'>): Promise<void> {
  await Promise.all((['upload', 'read', 'manage'] as const).map((scope) => bucket.examine(scope)))
  await credentials('upload')
}

function documentOnce({ publicUrl }: Config, routes: RouteTable): () => OpenapiDocument {
  let document: OpenapiDocument | undefined
  return () => {
    document ??= openapiDocument(ENDPOINTS, { routes: Object.keys(routes), url: publicUrl })
    return document
  }
}

/** On this machine alone there is no proxy, and an app's own `clientAddress` knows best. */
function proxiesOf(
  settings: Settings,
  options: AppOptions,
  { identity, log }: Pick<ServerContext, 'identity' | 'log'>,
): Pick<ServerContext, 'clientAddress' | 'hostAddress' | 'addressSource' | 'isProxyHidden'> {
  const isTrusted = trustedProxies(options.trustedProxies ?? settings.trustedProxies ?? [])
  const known = options.clientAddress ?? clientAddress(isTrusted)
  // The health checks of this machine come without a proxy, and must not look like hidden callers.
  const common = {
    hostAddress: known,
    addressSource: (request: Request, env: unknown) => addressSource(request, env, known),
  }
  if (identity?.localOnly || options.clientAddress) {
    return { ...common, clientAddress: known, isProxyHidden: () => false }
  }
  return { ...common, ...watchProxies(known, isTrusted, log) }
}

/** With an identity for this machine only, all callers are one user, so limits would protect nothing. */
function limitsOf(
  settings: Settings,
  options: AppOptions,
  { identity, log, metrics, now }: Pick<ServerContext, 'identity' | 'log' | 'metrics' | 'now'>,
): Limits {
  const limits = options.limits ?? settings.limits
  if (limits === false || (limits === undefined && identity?.localOnly)) return NO_LIMITS
  return createLimits({ ...DEFAULT_LIMITS, ...limits }, countersOf(settings, { log, metrics, now }))
}

function countersOf(
  { limitStore, oss }: Settings,
  { log, metrics, now }: Pick<ServerContext, 'log' | 'metrics' | 'now'>,
): Counters {
  if (!limitStore) return memoryCounters(now)
  const { url, instances } = limitStore
  const store = createLimitStore({ url, prefix: `wx-oss-upload:${oss.bucket}/${oss.prefix}` }, { log, metrics })
  return sharedCounters(store, { instances, onAlone: metrics.countedAlone, now })
}

/** If one of these addresses is remote, other people can reach the backend. */
function refuseRemoteUseOfLocalIdentity(
  { oss, buckets = {}, sts, publicUrl }: Config,
  identity: Identity | undefined,
): void {
  if (!identity?.localOnly) return
  const places = [oss, ...Object.values(buckets)].flatMap(({ endpoint, domain }) => [endpoint, domain])
  const addresses = [...places, publicUrl, sts && (sts.endpoint ?? 'https://sts.aliyuncs.com')]
  const remote = addresses.find((url) => url && !isLoopback(url))
  if (remote) {
    throw new Error(
      `This identity accepts any caller: expected OSS, STS and the backend on this machine (localhost), got ${remote}`,
    )
  }
}
