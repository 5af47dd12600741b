import type { Context } from 'hono'
import type { Backend } from '../backend'
import { Fault } from '../fault'
import type { User } from '../identity/identity'
import { userHash } from './name'
import type { Traced } from './trace'

/**
 * limit(IP) → identify → limit(user): who calls, within what an address and a user may ask for.
 * @throws Fault `too-many-requests`; `unauthenticated`, also when no identity is configured.
 */
export async function identify(c: Context<Traced>, backend: Backend): Promise<User> {
  const { limits, identity, clientAddress, config } = backend
  await limits.countRequest(clientAddress(c.req.raw, c.env))
  const user = await identity?.identify(c.req.raw)
  if (!user) throw new Fault('unauthenticated')
  const hash = userHash(user, config.secrets.key)
  c.set('user', hash)
  await limits.countUserRequest(hash)
  return user
}

export const isSameUser = (a: User, b: User): boolean => a.id === b.id && a.kind === b.kind && a.issuer === b.issuer
