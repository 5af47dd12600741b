import { createRequire } from 'node:module'
import OSS from 'ali-oss'
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../../../dev/local-cloud'
import type { Credentials } from '../../../dev/local-cloud/auth/key-ring'
import { BUCKET } from './in-process'

// Under ES modules the default export differs between types and run time.
const require = createRequire(import.meta.url)
const { default: StsClient, AssumeRoleRequest } =
  require('@alicloud/sts20150401') as typeof import('@alicloud/sts20150401')
const { $OpenApiUtil } = require('@alicloud/openapi-core') as typeof import('@alicloud/openapi-core')

export interface Running {
  cloud: LocalCloud
  close(): Promise<void>
}

/** Starts a cloud with real sockets, in its own folder. */
export async function startTestCloud(options: LocalCloudOptions = {}): Promise<Running> {
  const cloud = await startLocalCloud({ bucket: BUCKET, ...options })
  return { cloud, close: cloud.close }
}

/** The official STS client; the secret may be a wrong one. */
export function stsClient({ account, stsUrl }: LocalCloud, accessKeySecret = account.accessKeySecret) {
  const endpoint = new URL(stsUrl).host
  const { accessKeyId } = account
  return new StsClient(new $OpenApiUtil.Config({ accessKeyId, accessKeySecret, endpoint, protocol: 'http' }))
}

export interface RoleRequest {
  roleArn?: string
  roleSessionName?: string
  durationSeconds?: number
  policy?: string
}

/** Calls AssumeRole with the official client. */
export async function assumeRole(
  cloud: LocalCloud,
  request: RoleRequest = {},
): Promise<Credentials & { expires: number }> {
  const defaults = { roleArn: cloud.account.roleArn, roleSessionName: 'test' }
  const { body } = await stsClient(cloud).assumeRole(new AssumeRoleRequest({ ...defaults, ...request }))
  const { accessKeyId = '', accessKeySecret = '', securityToken = '', expiration = '' } = body?.credentials ?? {}
  return { accessKeyId, accessKeySecret, securityToken, expires: Date.parse(expiration) }
}

/** ali-oss, set up as in a backend. */
export function aliOss({ ossUrl, bucket }: LocalCloud, session: Credentials): OSS {
  return new OSS({
    accessKeyId: session.accessKeyId,
    accessKeySecret: session.accessKeySecret,
    stsToken: session.securityToken,
    refreshSTSToken: async () => ({ ...session, stsToken: session.securityToken }),
    refreshSTSTokenInterval: 3_600_000,
    bucket,
    region: 'oss-cn-hangzhou',
    endpoint: ossUrl,
    cname: true,
    authorizationV4: true,
  })
}
