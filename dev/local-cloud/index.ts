import { randomBytes } from 'node:crypto'
import { createKeyRing } from './auth/key-ring'
import { parsePolicyDocument } from './auth/policy-document'
import { type CallbackAnswer, createCallbackSender } from './callback/send'
import type { Cloud } from './cloud'
import type { Clock, RandomBytes } from './exchange'
import { createFaults, type Faults } from './faults'
import { listen } from './http'
import { createJournal, type Journal } from './journal'
import { handleOss } from './oss'
import type { ExtraFields } from './post/policy-check'
import { handleServices } from './services'
import { openStore } from './store/store'

export type { Fault, Faults } from './faults'
export type { Journal, JournalEntry } from './journal'
export type { ExtraFields } from './post/policy-check'

/** For whoever starts it to print. */
export const NOT_FOR_PRODUCTION =
  'The local cloud stands in for OSS and STS on this machine. It is for development and tests, not for production.'

export interface LocalCloudOptions {
  /** Where objects are kept; made when it is missing. */
  folder: string
  bucket: string
  /** Region id; default `cn-hangzhou`. */
  region?: string
  /** Default 0: any that is free. */
  ossPort?: number
  servicesPort?: number
  /** Which form fields a policy has to name. Default `strict`: all of them. */
  extraFields?: ExtraFields
  /** Milliseconds since 1970; default the system's clock. */
  now?: Clock
  random?: RandomBytes
}

export interface LocalCloud {
  /** The bucket's domain, as if it were a custom one: the path is the key. */
  ossUrl: string
  /** `http://localhost:PORT`: where AssumeRole goes. */
  stsUrl: string
  /** `http://localhost:PORT/`: what the callbacks' `x-oss-pub-key-url` begins with. */
  callbackKeyPrefix: string
  bucket: string
  region: string
  /** A RAM user whose key may assume the role, and do nothing else. */
  account: { accessKeyId: string; accessKeySecret: string; roleArn: string }
  journal: Journal
  faults: Faults
  /** Can be switched while it runs. */
  settings: { extraFields: ExtraFields }
  /** Makes STS credentials worthless before their time: OSS answers `InvalidSecurityToken`. */
  revokeToken(securityToken: string): void
  /** A callback as OSS would send it for any bucket: correctly signed, with whatever body. */
  sendCallback(callback: ForeignCallback): Promise<CallbackAnswer>
  close(): Promise<void>
}

export interface ForeignCallback {
  url: string
  body: string
  /** Default `application/json`. */
  contentType?: string
  /** What `x-oss-bucket` says; no signature covers it. Default `somebody-elses-bucket`. */
  bucket?: string
}

const ROLE_ARN = 'acs:ram::1234567890123456:role/local-uploader'

/** Starts OSS with one bucket, and STS, on 127.0.0.1. Every object of an earlier run with the same folder is there. */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const { now = Date.now, ossPort = 0, servicesPort = 0 } = options
  const closing = new AbortController()
  let callbackKeyPrefix = ''
  const cloud = await createCloud(options, () => callbackKeyPrefix, closing.signal)
  const nonces = new Map<string, number>()
  const services = await listen(servicesPort, (request) => handleServices(cloud, nonces, request, now))
  callbackKeyPrefix = `http://localhost:${services.port}/`
  const oss = await listen(ossPort, (request) => handleOss(cloud, request, now)).catch(async (error: unknown) => {
    await services.close()
    throw error
  })
  return {
    ossUrl: `http://localhost:${oss.port}`,
    stsUrl: `http://localhost:${services.port}`,
    callbackKeyPrefix,
    bucket: cloud.bucket,
    region: cloud.region,
    account: cloud.ring.account,
    journal: cloud.journal,
    faults: cloud.faults,
    settings: cloud.settings,
    revokeToken: cloud.ring.revoke,
    sendCallback: (callback) => sendForeignCallback(cloud, callback),
    async close() {
      closing.abort()
      await Promise.all([oss.close(), services.close()])
    },
  }
}

/** The same without listeners: `handleOss` and `handleServices` run on it in-process, on any clock. */
export async function createCloud(
  { folder, bucket, region = 'cn-hangzhou', extraFields = 'strict', random = randomBytes }: LocalCloudOptions,
  callbackKeyPrefix: () => string,
  closing: AbortSignal,
): Promise<Cloud> {
  const account = {
    accessKeyId: 'local-source-key',
    accessKeySecret: random(24).toString('base64url'),
    roleArn: ROLE_ARN,
  }
  return {
    bucket,
    region,
    ring: createKeyRing(account, random),
    rolePolicy: bucketPolicy(bucket),
    store: await openStore(folder, random),
    callbacks: await createCallbackSender(callbackKeyPrefix, closing),
    journal: createJournal(),
    faults: createFaults(),
    random,
    settings: { extraFields },
    closing,
  }
}

function bucketPolicy(bucket: string) {
  const resources = [`acs:oss:*:*:${bucket}`, `acs:oss:*:*:${bucket}/*`]
  const statement = { Effect: 'Allow', Action: 'oss:*', Resource: resources }
  return parsePolicyDocument(JSON.stringify({ Version: '1', Statement: [statement] })) ?? []
}

function sendForeignCallback(cloud: Cloud, callback: ForeignCallback): Promise<CallbackAnswer> {
  return cloud.callbacks.send({
    url: new URL(callback.url),
    bucket: callback.bucket ?? 'somebody-elses-bucket',
    requestId: cloud.random(12).toString('hex').toUpperCase(),
    contentType: callback.contentType ?? 'application/json',
    body: callback.body,
  })
}
