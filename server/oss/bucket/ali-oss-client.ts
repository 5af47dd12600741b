/** ali-oss as this backend calls it. Only this file and the two `oss-…bucket` files import it. */
import OSS from 'ali-oss'
import type { CredentialSource, Credentials, Scope } from '../../credentials/credentials'
import { cloudFault } from './cloud-fault'

export interface BucketOptions {
  bucket: string
  region: string
  /** The bucket's own domain as a URL. */
  endpoint: string
}

/**
 * Runs `work` with a client that has current credentials. If OSS does not know them any more, it runs once more with new
 * ones; the refused request has changed nothing. If OSS answers with an error whose code is in `outcomes`,
 * the call resolves to that outcome; any other error rejects as a Fault.
 */
export type OssCall = <T>(
  work: (client: OSS) => Promise<T>,
  outcomes?: Readonly<Record<string, T>>,
  scope?: Scope,
) => Promise<T>

const TIMEOUT_MS = 10_000

export function ossCall(options: BucketOptions, credentials: CredentialSource): OssCall {
  const clientFor = cachedClient(options)
  return async (work, outcomes = {}, scope = 'manage') => {
    const once = async () => {
      const used = await credentials(scope)
      try {
        return await work(clientFor(used))
      } catch (error) {
        if (!isRevoked(error) || !credentials.refused?.(used)) throw error
        return work(clientFor(await credentials(scope)))
      }
    }
    try {
      return await once()
    } catch (error) {
      const code = codeOf(error)
      if (Object.hasOwn(outcomes, code)) return outcomes[code] as Awaited<ReturnType<typeof work>>
      throw cloudFault(error)
    }
  }
}

/** How OSS names a session that was revoked, or that it never knew. */
const REVOKED = ['InvalidSecurityToken', 'InvalidAccessKeyId', 'SecurityTokenExpired']

export const isRevoked = (error: unknown): boolean => REVOKED.includes(codeOf(error))

const codeOf = (error: unknown): string => String((Object(error) as { code?: unknown }).code ?? '')

/** A client keeps its credentials, so a renewed session gets a new client. All clients share their sockets. */
function cachedClient(options: BucketOptions): (credentials: Credentials) => OSS {
  let latest: { credentials: Credentials; client: OSS } | undefined
  return (credentials) => {
    if (latest?.credentials !== credentials) latest = { credentials, client: ossClient(options, credentials) }
    return latest.client
  }
}

const ossClient = ({ bucket, region, endpoint }: BucketOptions, credentials: Credentials): OSS =>
  new OSS({
    bucket,
    region: `oss-${region}`,
    endpoint,
    cname: true,
    secure: endpoint.startsWith('https:'),
    authorizationV4: true,
    timeout: TIMEOUT_MS,
    accessKeyId: credentials.accessKeyId,
    accessKeySecret: credentials.accessKeySecret,
    ...(credentials.securityToken && {
      stsToken: credentials.securityToken,
      // ali-oss never uses this value without `refreshSTSToken`, but prints a warning if it is missing.
      refreshSTSTokenInterval: 60_000,
    }),
  })
