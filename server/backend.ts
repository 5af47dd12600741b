import { randomBytes } from 'node:crypto'
import { type Logger, pino } from 'pino'
import { type Config, isLoopback } from './config'
import { assumeRole } from './credentials/assume-role'
import { cachedCredentials } from './credentials/cached-credentials'
import { type CredentialSource, fixedCredentials } from './credentials/credentials'
import { describeError } from './describe-error'
import type { Identity } from './identity/identity'
import { type Bucket, ossBucket } from './oss/bucket'
import { type CallbackKeys, callbackKeys, OFFICIAL_KEY_PREFIXES } from './oss/callback-keys'
import { type UploadTokens, uploadTokens } from './oss/upload-token'
import type { RouteTable } from './route'
import { routes } from './routes'

/** What an app may bring of its own; everything has a default. */
export interface Wiring {
  /** Default: those of `routes.ts`. */
  routes?: RouteTable
  /** Default: nobody is known, and every call is `unauthenticated`. */
  identity?: Identity
  /** Default: STS sessions of `config.sts`, or the fixed keys of `config.source`. */
  credentials?: CredentialSource
  /** Default: the real one, by ali-oss. */
  bucket?: Bucket
  callback?: {
    /** Where callback keys may come from, each with its slash. Default: OSS's official host. */
    keyPrefixes?: readonly string[]
    fetch?: typeof globalThis.fetch
    /** OSS waits 5 s. Default: 4 s. */
    deadlineMs?: number
  }
  log?: Logger
  /** ms. */
  now?: () => number
  randomBytes?: (count: number) => Uint8Array
}

/** What the steps of a request work with. */
export interface Backend {
  config: Config
  routes: RouteTable
  identity: Identity | undefined
  credentials: CredentialSource
  bucket: Bucket
  callbackKeys: CallbackKeys
  callbackDeadlineMs: number
  tokens: UploadTokens
  log: Logger
  now: () => number
  randomBytes: (count: number) => Uint8Array
}

/** @throws Error when the identity is for this machine only and the cloud is not on it. */
export function assembleBackend(config: Config, wiring: Wiring): Backend {
  refuseLocalIdentity(config, wiring.identity)
  const { now = Date.now, callback = {}, log = pino({ level: config.logLevel ?? 'info' }) } = wiring
  const random = wiring.randomBytes ?? randomBytes
  const credentials = wiring.credentials ?? credentialsOf(config, now, log)
  return {
    config,
    routes: wiring.routes ?? routes,
    identity: wiring.identity,
    credentials,
    bucket: wiring.bucket ?? ossBucket(config.oss, credentials),
    callbackKeys: callbackKeys({
      prefixes: callback.keyPrefixes ?? OFFICIAL_KEY_PREFIXES,
      fetch: callback.fetch ?? globalThis.fetch,
    }),
    callbackDeadlineMs: callback.deadlineMs ?? 4000,
    tokens: uploadTokens(config.secrets.session, random),
    log,
    now,
    randomBytes: random,
  }
}

function credentialsOf({ sts, source, oss }: Config, now: () => number, log: Logger): CredentialSource {
  if (!sts && !source) throw new Error('Config: expected `sts` or `source`, got neither')
  if (!sts && source) return fixedCredentials(source)
  return cachedCredentials({
    fetch: assumeRole({ ...oss, endpoint: sts?.endpoint, roleArn: sts?.roleArn ?? '', source }),
    now,
    random: Math.random,
    onRenewalFailed: (scope, error) => log.error({ scope, error: describeError(error) }, 'STS session not renewed'),
  })
}

function refuseLocalIdentity({ oss, sts }: Config, identity: Identity | undefined): void {
  if (!identity?.localOnly) return
  const clouds = [oss.endpoint, ...(sts ? [sts.endpoint ?? 'https://sts.aliyuncs.com'] : [])]
  const remote = clouds.find((url) => !isLoopback(url))
  if (remote) {
    throw new Error(`This identity lets anybody in: expected OSS and STS on this machine (localhost), got ${remote}`)
  }
}
