import type { BucketConfig, Config } from '../config/config'
import type { ServerContext } from '../context'
import { describeError } from '../faults/describe-error'
import { timedSts } from '../metrics/timed'
import { sharedSessions, stsSessions } from './assume-role'
import { cachedCredentials } from './cached-credentials'
import { type CredentialSource, fixedCredentials } from './credentials'
import { type UserSessions, userSessions } from './user-sessions'

export interface ConfiguredCredentials {
  credentials: CredentialSource
  /** Absent without a role, because only a session can be narrowed to one user. */
  userSessions?: UserSessions
}

/**
 * STS sessions of `config.sts`, or the fixed keys of `config.source`.
 * @param place one of the buckets of the configuration. Default: the first.
 * @throws Error if both are absent.
 */
export function configuredCredentials(
  config: Config,
  { now, log, metrics }: Pick<ServerContext, 'now' | 'log' | 'metrics'>,
  place: BucketConfig = config.oss,
): ConfiguredCredentials {
  const { sts, source } = config
  const oss = { ...place, prefix: config.oss.prefix, siblings: siblingsOf(place, config) }
  if (!sts) {
    if (!source) throw new Error('Config: expected `sts` or `source`, got neither')
    return { credentials: fixedCredentials(source) }
  }
  const open = timedSts(stsSessions({ region: oss.region, ...sts, source }), metrics)
  const ofUsers = userSessions(open, oss, now)
  const credentials = cachedCredentials({
    fetch: sharedSessions(open, oss),
    now,
    random: Math.random,
    onRenewalFailed: (scope, error) => log.error({ scope, error: describeError(error) }, 'STS session not renewed'),
    // Revoking the role's sessions ends those of users too.
    onRevoked: () => ofUsers.clear?.(),
  })
  return { credentials, userSessions: ofUsers }
}

/** OSS copies only within one region. */
const siblingsOf = ({ bucket, region }: BucketConfig, { oss, buckets = {} }: Config): string[] =>
  [oss, ...Object.values(buckets)]
    .filter((one) => one.region === region && one.bucket !== bucket)
    .map((one) => one.bucket)
