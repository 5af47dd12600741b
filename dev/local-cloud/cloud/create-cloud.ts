import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openAccountKeys } from '../auth/account-keys'
import { createKeyRing } from '../auth/key-ring'
import { parsePolicyDocument, type Statement } from '../auth/policy/policy-document'
import { type BucketSettings, NEW_BUCKET, openBucket } from '../bucket/bucket'
import { createCallbackSender } from '../callback/send'
import { OPEN_CORS } from '../cors/configuration'
import { createFaults } from '../faults/faults'
import type { Clock, RandomBytes } from '../http/exchange'
import type { Cloud, CloudSettings } from './cloud'
import { createJournal } from './journal'

export interface CloudOptions extends Partial<CloudSettings> {
  /** Where everything is kept; created if missing. */
  folder: string
  /** The default bucket, which the cloud's own address is bound to. Any web page may use it until its CORS rules change. */
  bucket: string
  /** Further buckets, reached by path style or by host. They have no CORS rules, as new buckets of OSS. */
  otherBuckets?: readonly string[]
  /** Region id. Default `cn-hangzhou`. */
  region?: string
  /** Block Public Access of a new bucket. OSS turns it on for buckets created by API; the default here is false. */
  blockPublicAccess?: boolean
  /** Milliseconds since 1970; default the system's clock. */
  now?: Clock
  random?: RandomBytes
}

const ROLE_ARN = 'acs:ram::1234567890123456:role/local-uploader'

/** The cloud without sockets: `handleOss` and `createServices` can use it in-process, on any clock. */
export async function createCloud(
  options: CloudOptions,
  callbackKeyPrefix: () => string,
  closing: AbortSignal,
): Promise<Cloud> {
  const { folder, bucket: first, otherBuckets = [], region = 'cn-hangzhou', random = randomBytes } = options
  await mkdir(folder, { recursive: true })
  const buckets = new Map([[first, await openOneBucket(options, first, folder, random)]])
  for (const name of otherBuckets) {
    buckets.set(name, await openOneBucket(options, name, join(folder, 'buckets', name), random))
  }
  const [defaultBucket] = buckets.values()
  if (!defaultBucket) throw new Error('Expected at least one bucket.')
  const keys = await openAccountKeys(folder, random)
  return {
    buckets,
    defaultBucket,
    region,
    ring: createKeyRing(keys, ROLE_ARN, random),
    role: { policy: bucketPolicy([...buckets.keys()]), trustsAccount: true },
    callbacks: await createCallbackSender(callbackKeyPrefix, closing),
    journal: createJournal(),
    faults: createFaults(random),
    random,
    settings: {
      extraFields: options.extraFields ?? 'strict',
      assumeRolePerSecond: options.assumeRolePerSecond ?? 100,
      styles: options.styles ?? {},
      forbidPublicEndpoint: options.forbidPublicEndpoint ?? false,
    },
    lifecycleRun: 0,
    closing,
  }
}

function openOneBucket(options: CloudOptions, name: string, folder: string, random: RandomBytes) {
  const { bucket, blockPublicAccess = false, now = Date.now } = options
  const cors = name === bucket ? OPEN_CORS : null
  const settings: BucketSettings = { ...NEW_BUCKET, blockPublicAccess, cors }
  return openBucket({ name, folder, settings, now: now() }, random)
}

/** Allows everything on the buckets and their objects, and to list the buckets. */
function bucketPolicy(buckets: string[]): Statement[] {
  const resources = buckets.flatMap((name) => [`acs:oss:*:*:${name}`, `acs:oss:*:*:${name}/*`])
  const statements = [
    { Effect: 'Allow', Action: 'oss:*', Resource: resources },
    { Effect: 'Allow', Action: 'oss:ListBuckets', Resource: 'acs:oss:*:*:*' },
  ]
  return parsePolicyDocument(JSON.stringify({ Version: '1', Statement: statements })) ?? []
}
