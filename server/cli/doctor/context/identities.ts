import type { Config } from '../../../config/config'
import type { Environment } from '../../../config/parse-environment'
import type { Credentials, Scope } from '../../../credentials/credentials'
import { sessionPolicy } from '../../../credentials/session-policy'
import { once } from '../../cloud/once'
import { type Assumed, createSts, type Sts, sourceIn, sourceKeys } from '../../cloud/sts'

/** The credentials that a run can use. Each is fetched at most once. */
export interface Identities {
  /** Undefined without a role. */
  sts: Sts | undefined
  /** The AccessKey that calls STS. Without a role it also signs. */
  source(): Promise<Credentials>
  /** The answer of AssumeRole, for all permissions of the role; undefined without a role. */
  assumed(): Promise<Assumed | undefined>
  /** The credentials of the role; without a role, the AccessKey. */
  role(): Promise<Credentials>
  /** The credentials of a session with the backend’s own session policy. */
  session(scope: Scope): Promise<Credentials>
}

/** @param secrets collects the values that must not be shown */
export function createIdentities({ oss, sts: role }: Config, env: Environment, secrets: Set<string>): Identities {
  const source = sourceIn(env)
  const sts = role && createSts({ ...role, region: oss.region, source })
  const remember = ({ credentials }: Pick<Assumed, 'credentials'>): Credentials => {
    secrets.add(credentials.accessKeySecret)
    if (credentials.securityToken) secrets.add(credentials.securityToken)
    return credentials
  }
  const keys = once(async () => remember({ credentials: await sourceKeys({ source }) }))
  const assumed = once(async () => {
    const answer = await sts?.assume('doctor')
    if (answer) remember(answer)
    return answer
  })
  const open = (scope: Scope) =>
    once(async () =>
      sts ? remember(await sts.assume(`doctor-${scope}`, sessionPolicy(scope, oss.bucket, oss.prefix))) : keys(),
    )
  const sessions: Record<Scope, () => Promise<Credentials>> = {
    upload: open('upload'),
    read: open('read'),
    manage: open('manage'),
  }
  return {
    sts,
    source: keys,
    assumed,
    role: async () => (await assumed())?.credentials ?? keys(),
    session: (scope) => sessions[scope](),
  }
}
