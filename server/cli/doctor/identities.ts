import type { Config } from '../../config/config'
import type { Environment } from '../../config/parse-environment'
import type { Credentials, Scope } from '../../credentials/credentials'
import { sessionPolicy } from '../../credentials/session-policy'
import { type Assumed, createSts, type Sts, sourceIn, sourceKeys } from '../cloud/sts'
import { once } from '../once'

/** Everybody that a run can be; each is asked for once. */
export interface Identities {
  /** Undefined without a role. */
  sts: Sts | undefined
  /** The key that calls STS; without a role, the one that signs. */
  source(): Promise<Credentials>
  /** The role with all of its rights, and what AssumeRole answered; undefined without a role. */
  assumed(): Promise<Assumed | undefined>
  /** Its keys; without a role, the key’s own. */
  role(): Promise<Credentials>
  /** Narrowed as the backend’s own sessions are. */
  session(scope: Scope): Promise<Credentials>
}

/** @param secrets gets whatever must not be shown. */
export function createIdentities({ oss, sts: role }: Config, env: Environment, secrets: Set<string>): Identities {
  const source = sourceIn(env)
  const sts = role && createSts({ ...role, region: oss.region, source })
  const keep = ({ credentials }: Pick<Assumed, 'credentials'>): Credentials => {
    secrets.add(credentials.accessKeySecret)
    if (credentials.securityToken) secrets.add(credentials.securityToken)
    return credentials
  }
  const keys = once(async () => keep({ credentials: await sourceKeys({ source }) }))
  const assumed = once(async () => {
    const answer = await sts?.assume('doctor')
    if (answer) keep(answer)
    return answer
  })
  const open = (scope: Scope) =>
    once(async () =>
      sts ? keep(await sts.assume(`doctor-${scope}`, sessionPolicy(scope, oss.bucket, oss.prefix))) : keys(),
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
