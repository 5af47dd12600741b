import { pino } from 'pino'
import type { FileUrl } from '../../miniprogram/uploader/contract'
import type { BucketConfig } from '../config/config'
import type { Settings } from '../config/read-environment'
import type { AppOptions, ServerContext } from '../context'
import { configuredCredentials } from '../credentials/configured-credentials'
import type { CredentialSource } from '../credentials/credentials'
import { checkBuckets } from '../define-routes/check-buckets'
import { routesByFolder } from '../define-routes/folders'
import type { NewFile } from '../define-routes/route-options'
import type { Fault } from '../faults/fault'
import { createMetrics } from '../metrics/metrics'
import { timedBucket } from '../metrics/timed'
import { randomPool } from '../operation/random-pool'
import { ossBucket } from '../oss/bucket/oss-bucket'
import { type PutObject, putObject } from '../oss/bucket/put-object'
import { otherBuckets } from '../oss/other-buckets'
import type { UrlOptions } from '../reads/url-of'
import type { Body } from './body'
import { type CopyOptions, copyFile } from './copy-file'
import { type FileHead, headFile } from './head-file'
import { hostUrl, hostUrls } from './host-urls'
import { type PutContext, type PutOptions, putFile } from './put-file'
import type { Target } from './target'

/** The files of all users and of the app itself, for the app's own code on a server. Every method may throw a Fault. */
export interface Files {
  /** A URL of any user's file, valid for an hour at most. The route's `canRead` is not asked. */
  url(key: string, options?: UrlOptions): Promise<FileUrl>
  /** One outcome for each key, in order. A Fault refuses one key. */
  urls(keys: readonly string[], options?: UrlOptions): Promise<(FileUrl | Fault)[]>
  /** What OSS knows of a file; undefined if there is none. */
  head(key: string): Promise<FileHead | undefined>
  /** Stores a file that the app itself makes. Streams are never buffered, and OSS's CRC-64 must be that of the bytes. */
  put(target: Target, body: Body, options: PutOptions): Promise<NewFile>
  /** Copies a file inside its bucket, or into another bucket of the same region. */
  copy(from: string, to: Target, options?: CopyOptions): Promise<NewFile>
}

export type FilesOptions = Pick<
  AppOptions,
  | 'bucket'
  | 'buckets'
  | 'credentials'
  | 'log'
  | 'metrics'
  | 'now'
  | 'randomBytes'
  | 'readUrl'
  | 'routes'
  | 'userSessions'
>

/**
 * @param settings as for `createApp`.
 * @throws Error if the settings have neither a role nor a key, two routes share a folder, or one names an unknown bucket.
 */
export function createFiles(settings: Settings, options: FilesOptions): Files {
  const context = contextOf(settings, options)
  return {
    url: async (key, wish = {}) => hostUrl(key, wish, context),
    urls: (keys, wish = {}) => hostUrls(keys, wish, context),
    head: async (key) => headFile(key, context),
    put: (target, body, wish) => putFile(target, body, wish, context),
    copy: (from, to, wish = {}) => copyFile(from, to, wish, context),
  }
}

function contextOf(
  settings: Settings,
  options: FilesOptions,
): PutContext & Pick<ServerContext, 'folders' | 'userSessions'> {
  const { now = Date.now, log = pino({ level: settings.logLevel ?? 'info' }), metrics = createMetrics() } = options
  const { routes, readUrl, randomBytes = randomPool() } = options
  const configured = options.credentials
    ? { credentials: options.credentials, userSessions: options.userSessions }
    : configuredCredentials(settings, { now, log, metrics })
  const { credentials, userSessions } = configured
  const putInto = (place: BucketConfig, keys: CredentialSource): PutObject =>
    timedBucket({ putObject: putObject(place, keys, now) }, metrics).putObject
  checkBuckets(routes, Object.keys(settings.buckets ?? {}))
  return {
    config: settings,
    routes,
    folders: routesByFolder(routes),
    credentials,
    userSessions,
    readUrl,
    bucket: timedBucket(options.bucket ?? ossBucket(settings.oss, credentials), metrics),
    putObject: putInto(settings.oss, credentials),
    buckets: new Map(
      [...otherBuckets(settings, options, { now, log, metrics })].map(([name, there]) => [
        name,
        { ...there, putObject: putInto(there.config.oss, there.credentials) },
      ]),
    ),
    now,
    randomBytes,
  }
}
