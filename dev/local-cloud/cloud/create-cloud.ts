import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { openAccountKeys } from '../auth/account-keys'
import { createKeyRing } from '../auth/key-ring'
import { parsePolicyDocument, type Statement } from '../auth/policy/policy-document'
import { type BucketSettings, NEW_BUCKET } from '../bucket/bucket'
import { openBuckets } from '../bucket/buckets'
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
  /** Further buckets, reached by path style, by host, or at their own ports. They have no CORS rules, as new buckets of OSS. */
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
  const { blockPublicAccess = false, now = Date.now } = options
  const settings = (name: string): BucketSettings => ({
    ...NEW_BUCKET,
    blockPublicAccess,
    cors: name === first ? OPEN_CORS : null,
  })
  const buckets = await openBuckets({ folder, first, others: otherBuckets, settings, now: now(), random })
  const defaultBucket = await buckets.create(first, now())
  const keys = await openAccountKeys(folder, random)
  return {
    buckets,
    defaultBucket,
    region,
    ring: createKeyRing(keys, ROLE_ARN, random),
    role: { policy: bucketPolicy([first, ...otherBuckets]), trustsAccount: true },
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

/** Allows everything on the buckets and their objects, and to list the buckets. */
function bucketPolicy(buckets: string[]): Statement[] {
  const resources = buckets.flatMap((name) => [`acs:oss:*:*:${name}`, `acs:oss:*:*:${name}/*`])
  const statements = [
    { Effect: 'Allow', Action: 'oss:*', Resource: resources },
    { Effect: 'Allow', Action: 'oss:ListBuckets', Resource: 'acs:oss:*:*:*' },
  ]
  return parsePolicyDocument(JSON.stringify({ Version: '1', Statement: statements })) ?? []
}
