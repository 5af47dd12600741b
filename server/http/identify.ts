import type { Context } from 'hono'
import type { ServerContext } from '../context'
import { Fault } from '../faults/fault'
import type { Caller } from '../identity/identity'
import { userHash } from '../identity/user-hash'
import type { Traced } from './trace'

type IdentifyContext = Pick<ServerContext, 'clientAddress' | 'config' | 'identity' | 'limits'>

/**
 * limit(IP) → identify → limit(user)
 * @throws Fault `too-many-requests`; `unauthenticated`, also if no identity is configured.
 */
export async function identifyCaller(
  c: Context<Traced>,
  { clientAddress, config, identity, limits }: IdentifyContext,
): Promise<Caller> {
  await limits.countRequest(clientAddress(c.req.raw, c.env))
  const user = await identity?.identify(c.req.raw)
  if (!user) throw new Fault('unauthenticated')
  const hash = userHash(user, config.secrets.key)
  c.set('user', hash)
  await limits.countUserRequest(hash)
  return { user, hash }
}
