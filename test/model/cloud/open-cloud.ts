import { createKeyRing } from '../../../dev/local-cloud/auth/key-ring'
import { parsePolicyDocument } from '../../../dev/local-cloud/auth/policy/policy-document'
import { NEW_BUCKET } from '../../../dev/local-cloud/bucket/bucket'
import type { CallbackSender } from '../../../dev/local-cloud/callback/send'
import type { Cloud } from '../../../dev/local-cloud/cloud/cloud'
import { createJournal } from '../../../dev/local-cloud/cloud/journal'
import { createFaults } from '../../../dev/local-cloud/faults/faults'
import type { RandomBytes } from '../../../dev/local-cloud/http/exchange'
import { type MemoryBucket, memoryBucket } from './memory-bucket'

export const BUCKET = 'examplebucket'
export const REGION = 'cn-hangzhou'
export const OSS_URL = `https://${BUCKET}.oss-${REGION}.aliyuncs.com`

export interface MemoryCloud extends Cloud {
  memory: MemoryBucket
}

/** The local cloud without sockets and without a disk. */
export function openCloud(callbacks: CallbackSender, random: RandomBytes): MemoryCloud {
  const memory = memoryBucket(BUCKET, { ...NEW_BUCKET }, random)
  const pair = (accessKeyId: string) => ({ accessKeyId, accessKeySecret: random(24).toString('base64url') })
  const pairs = { source: pair('source'), root: pair('root'), stranger: pair('stranger'), ossUser: pair('oss') }
  return {
    memory,
    // The model never creates or deletes a bucket.
    buckets: Object.assign(new Map([[BUCKET, memory]]), { create: async () => memory, remove: async () => {} }),
    defaultBucket: memory,
    region: REGION,
    ring: createKeyRing(pairs, 'acs:ram::1234567890123456:role/uploader', random),
    role: { policy: statements('oss:*', [`acs:oss:*:*:${BUCKET}/*`]), trustsAccount: true },
    callbacks,
    journal: createJournal(),
    faults: createFaults(random),
    random,
    settings: { extraFields: 'strict', assumeRolePerSecond: 100, styles: {}, forbidPublicEndpoint: false },
    lifecycleRun: Number.POSITIVE_INFINITY,
    closing: new AbortController().signal,
  }
}

const statements = (Action: string, Resource: string[]) =>
  parsePolicyDocument(JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action, Resource }] })) ?? []
