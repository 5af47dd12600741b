import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Conditions, type Link, startLink } from '../link'
import { ADMIN_PATH } from './admin/path'
import type { KeyPair } from './auth/account-keys'
import type { Account } from './auth/key-ring'
import { parsePolicyDocument, type Statement } from './auth/policy-document'
import type { CallbackAnswer } from './callback/send'
import type { Cloud, CloudSettings } from './cloud'
import { type CloudOptions, createCloud } from './create-cloud'
import type { Faults } from './faults'
import { listen } from './http'
import { createInspection, type Inspection } from './inspect'
import type { Journal } from './journal'
import { type LifecycleResult, runLifecycle } from './lifecycle/run-lifecycle'
import { handleOss } from './oss'
import { createServices } from './services'

export { parseFaultWords } from './admin/fault-words'
export type { CloudSettings } from './cloud'
export type { Fault, Faults, PendingFault } from './faults'
export type { BucketView, CredentialView, Inspection, UploadView } from './inspect'
export type { Journal, JournalEntry } from './journal'
export type { ExtraFields } from './post/policy-check'

/** For whoever starts it to print. */
export const NOT_FOR_PRODUCTION =
  'The local cloud stands in for OSS and STS on this machine. It is for development and tests, not for production.'

export interface LocalCloudOptions extends Omit<CloudOptions, 'folder' | 'bucket'> {
  /** Where everything is kept; made when it is missing. Default: one of its own, which is gone after `close()`. */
  folder?: string
  /** The default bucket, which the cloud's own address is bound to. Default `local-bucket`. */
  bucket?: string
  /** Default 0: any that is free. */
  ossPort?: number
  /** Of STS, the callbacks' public key and the controls. */
  servicesPort?: number
  /** Clients reach OSS over a link like this one, at `ossPort`; OSS itself then takes any port. Default: directly. */
  link?: Partial<Conditions>
}

export interface LocalCloud {
  /** The default bucket's domain, as if it were a custom one: the path is the key. It also takes path-style requests. */
  ossUrl: string
  /** What stands between clients and OSS, when it was asked for: its `url` takes the place of `ossUrl` for them. */
  link: Link | undefined
  /** `http://localhost:PORT`: where AssumeRole goes. */
  stsUrl: string
  /** `http://localhost:PORT/admin`: a page for people; below it the controls, in JSON. */
  adminUrl: string
  /** `http://localhost:PORT/`: what the callbacks' `x-oss-pub-key-url` begins with. */
  callbackKeyPrefix: string
  /** The default bucket. */
  bucket: string
  region: string
  /** A RAM user whose key may assume the role, and do nothing else. */
  account: Account
  /** The account's own key: everything on OSS is allowed to it, and AssumeRole is not. */
  root: KeyPair
  /** A RAM user without any rights. */
  stranger: KeyPair
  journal: Journal
  faults: Faults
  /** Can be switched while it runs. */
  settings: CloudSettings
  /** What there is, for people to look at. */
  inspect: Inspection
  /** Makes STS credentials worthless before their time: OSS answers `InvalidSecurityToken`. */
  revokeToken(securityToken: string): void
  /** A key that is not active is refused, by OSS and by STS. */
  setKeyActive(accessKeyId: string, isActive: boolean): void
  /** What a RAM user may do, as a RAM policy; at first one may assume the role, and the other do nothing. */
  setUserPolicy(accessKeyId: string, document: object): void
  /** What the role may do, as a RAM policy; at first everything on its buckets. */
  setRolePolicy(document: object): void
  /** Whether the role's trust policy names this account; at first it does. */
  setRoleTrust(trustsAccount: boolean): void
  /** Goes through the default bucket's lifecycle rules now; by itself that happens when a midnight GMT has passed. */
  runLifecycle(): Promise<LifecycleResult>
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

/** Starts OSS and STS on 127.0.0.1. Everything of an earlier run with the same folder is there. */
export async function startLocalCloud(options: LocalCloudOptions = {}): Promise<LocalCloud> {
  const closing = new AbortController()
  const closers: (() => Promise<void>)[] = []
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'local-cloud-')))
  const close = async (): Promise<void> => {
    closing.abort()
    await Promise.all(closers.map((closeOne) => closeOne()))
    if (options.folder === undefined) await rm(folder, { recursive: true, force: true })
  }
  try {
    return { ...(await open({ bucket: 'local-bucket', ...options, folder }, closing.signal, closers)), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function open(options: LocalCloudOptions & CloudOptions, closing: AbortSignal, closers: (() => Promise<void>)[]) {
  const { now = Date.now, ossPort = 0, servicesPort = 0, link: conditions } = options
  let callbackKeyPrefix = ''
  const cloud = await createCloud(options, () => callbackKeyPrefix, closing)
  const inspect = createInspection(cloud)
  const oss = await listen(conditions ? 0 : ossPort, (request) => handleOss(cloud, request, now))
  closers.push(oss.close)
  const ossUrl = `http://localhost:${oss.port}`
  const link = conditions && (await startLink({ ...conditions, target: ossUrl, port: ossPort }))
  if (link) closers.push(link.close)
  const services = await listen(servicesPort, createServices(cloud, inspect, { link, ossUrl }, now))
  closers.push(services.close)
  const stsUrl = `http://localhost:${services.port}`
  callbackKeyPrefix = `${stsUrl}/`
  const adminUrl = `${stsUrl}${ADMIN_PATH}`
  return { ossUrl, link, stsUrl, adminUrl, callbackKeyPrefix, ...controlsOf(cloud, now), inspect }
}

function controlsOf(cloud: Cloud, now: () => number) {
  const { ring, defaultBucket } = cloud
  return {
    bucket: defaultBucket.name,
    region: cloud.region,
    account: ring.account,
    root: ring.pairs.root,
    stranger: ring.pairs.stranger,
    journal: cloud.journal,
    faults: cloud.faults,
    settings: cloud.settings,
    revokeToken: ring.revoke,
    setKeyActive(accessKeyId: string, isActive: boolean) {
      const key = ring.keys.get(accessKeyId)
      if (key) key.isActive = isActive
    },
    setUserPolicy(accessKeyId: string, document: object) {
      const key = ring.keys.get(accessKeyId)
      if (key) key.policies = [policyOf(document)]
    },
    setRolePolicy(document: object) {
      cloud.role.policy = policyOf(document)
    },
    setRoleTrust(trustsAccount: boolean) {
      cloud.role.trustsAccount = trustsAccount
    },
    runLifecycle: () => runLifecycle(defaultBucket, now() + cloud.faults.clockShift),
    sendCallback: (callback: ForeignCallback) => sendForeignCallback(cloud, callback),
  }
}

function policyOf(document: object): Statement[] {
  const policy = parsePolicyDocument(JSON.stringify(document))
  if (!policy) throw new Error('This is no RAM policy.')
  return policy
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
