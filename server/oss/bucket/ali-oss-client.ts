/** ali-oss as this backend calls it. Only this file and the two buckets know it. */
import OSS from 'ali-oss'
import type { CredentialSource, Credentials } from '../../credentials/credentials'
import { cloudFault } from './cloud-fault'

export interface BucketOptions {
  bucket: string
  region: string
  /** A URL whose host stands for the bucket. */
  endpoint: string
}

/**
 * Works with a client that holds the present credentials. An error of OSS whose code is among `outcomes` is that
 * outcome; any other rejects as a Fault.
 */
export type OssCall = <T>(work: (client: OSS) => Promise<T>, outcomes?: Readonly<Record<string, T>>) => Promise<T>

const TIMEOUT_MS = 10_000

export function ossCall(options: BucketOptions, credentials: CredentialSource): OssCall {
  const clientFor = rememberClient(options)
  return async (work, outcomes = {}) => {
    try {
      return await work(clientFor(await credentials('manage')))
    } catch (error) {
      const code = codeOf(error)
      if (Object.hasOwn(outcomes, code)) return outcomes[code] as Awaited<ReturnType<typeof work>>
      throw cloudFault(error)
    }
  }
}

const codeOf = (error: unknown): string => String((Object(error) as { code?: unknown }).code ?? '')

/** A client holds its credentials, so a renewed session gets a new one; sockets are shared by all of them. */
function rememberClient(options: BucketOptions): (credentials: Credentials) => OSS {
  let known: { credentials: Credentials; client: OSS } | undefined
  return (credentials) => {
    if (known?.credentials !== credentials) known = { credentials, client: ossClient(options, credentials) }
    return known.client
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
      // Keeps ali-oss from advising it on the console. Without `refreshSTSToken` it is never used.
      refreshSTSTokenInterval: 60_000,
    }),
  })
