import * as credentialsModule from '@alicloud/credentials'
import { $OpenApiUtil } from '@alicloud/openapi-core'
import * as stsModule from '@alicloud/sts20150401'
import { boundedCall } from '../outbound/bounded-call'
import type { StsOptions } from './sts-options'

const CONNECT_TIMEOUT_MS = 3000
const READ_TIMEOUT_MS = 5000

/** The one call of STS that the backend makes. */
export interface StsRoles {
  assumeRole(order: RoleOrder): Promise<stsModule.AssumeRoleResponse>
}

type RoleOrder = Pick<stsModule.AssumeRoleRequest, 'roleArn' | 'roleSessionName' | 'durationSeconds' | 'policy'>

export function stsRoles(options: StsOptions): StsRoles {
  const client = stsClient(options)
  return { assumeRole: (order) => client.assumeRole(new stsModule.AssumeRoleRequest(order)) }
}

/** A file of its own, so that no public declaration names the packages of this client. The CLI uses it as well. */
export function stsClient({
  endpoint,
  region,
  source,
  readTimeoutMs = READ_TIMEOUT_MS,
}: StsOptions): stsModule.default {
  const { host, protocol } = new URL(endpoint ?? `https://sts.${region}.aliyuncs.com`)
  const StsClient = boundedClient(defaultOf(stsModule.default), readTimeoutMs)
  const Credential = defaultOf(credentialsModule.default)
  return new StsClient(
    new $OpenApiUtil.Config({
      endpoint: host,
      protocol: protocol.slice(0, -1),
      regionId: region,
      connectTimeout: CONNECT_TIMEOUT_MS,
      readTimeout: readTimeoutMs,
      ...(source ?? { credential: new Credential() }),
    }),
  )
}

const MAX_ANSWER_BYTES = 64 * 1024

/** Every method of the client goes through `callApi`, which also asks for the credentials of the official chain. */
const boundedClient = (Client: typeof stsModule.default, readTimeoutMs: number): typeof stsModule.default =>
  class extends Client {
    override callApi(...call: Parameters<stsModule.default['callApi']>) {
      const bounds = { deadlineMs: CONNECT_TIMEOUT_MS + readTimeoutMs, mostBytes: MAX_ANSWER_BYTES }
      return boundedCall(() => super.callApi(...call), bounds)
    }
  }

/** Both packages are CommonJS: the compiler sees the class as their `default`, Node sees `module.exports`. */
export function defaultOf<Imported extends object>(imported: Imported): Imported {
  return 'default' in imported ? (imported.default as Imported) : imported
}
