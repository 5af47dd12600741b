import type { Settings } from '../config/read-environment'
import type { AppOptions, BucketContext, ServerContext } from '../context'
import { configuredCredentials } from '../credentials/configured-credentials'
import { timedBucket } from '../metrics/timed'
import { ossBucket } from './bucket/oss-bucket'

/**
 * The further buckets of the configuration, by name. Each has STS sessions of its own, which are opened when they are first
 * needed: a signature or a token of one bucket is worth nothing in another. One session for all buckets would save two
 * calls of STS an hour, and its policy would soon exceed the length that STS takes.
 */
export function otherBuckets(
  settings: Settings,
  options: Pick<AppOptions, 'buckets' | 'credentials'>,
  parts: Pick<ServerContext, 'now' | 'log' | 'metrics'>,
): ReadonlyMap<string, BucketContext> {
  const entries = Object.entries(settings.buckets ?? {}).map(([name, place]): [string, BucketContext] => {
    // The CDN is that of the first bucket.
    const config = { ...settings, cdn: undefined, oss: { ...place, prefix: settings.oss.prefix } }
    const credentials = options.credentials ?? configuredCredentials(settings, parts, place).credentials
    const bucket = options.buckets?.[name] ?? ossBucket(place, credentials, parts.now)
    return [name, { config, credentials, bucket: timedBucket(bucket, parts.metrics) }]
  })
  return new Map(entries)
}
