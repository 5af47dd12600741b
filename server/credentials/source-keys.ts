import type Credential from '@alicloud/credentials'
import { boundedCall } from '../outbound/bounded-call'
import type { SourceKeys } from './call-sts'

/** The chain may ask several addresses, one after the other. */
const BOUNDS = { deadlineMs: 10_000, mostBytes: 64 * 1024 }

/**
 * The keys of this machine: environment, role of the ECS instance, RRSA, … The official chain keeps and renews them. It
 * is loaded only here, because most backends have an AccessKey in their settings.
 * @throws Error that begins with `unable to get credentials`.
 */
export function machineKeys(): () => Promise<SourceKeys> {
  let chain: Promise<Credential> | undefined
  return async () => {
    chain ??= openChain()
    const opened = await chain
    const found = await boundedCall(() => opened.getCredential(), BOUNDS)
    const { accessKeyId = '', accessKeySecret = '', securityToken } = found
    return { accessKeyId, accessKeySecret, ...(securityToken && { securityToken }) }
  }
}

async function openChain(): Promise<Credential> {
  const { default: imported } = await import('@alicloud/credentials')
  // The package is CommonJS: the compiler sees the class as its `default`, Node sees `module.exports`.
  const Chain = ('default' in imported ? imported.default : imported) as typeof Credential
  return new Chain()
}
