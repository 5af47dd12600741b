import type { Context } from 'hono'
import type { ServerContext } from '../context'
import { Fault } from '../faults/fault'
import type { Caller } from '../identity/identity'
import type { User } from '../identity/user'
import { userHash } from '../identity/user-hash'
import { userId } from '../identity/user-id'
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
  const identified = await identity?.identify(c.req.raw)
  if (!identified) throw new Fault('unauthenticated')
  const user = { ...identified, id: idOf(identified) }
  const hash = userHash(user, config.secrets.key)
  c.set('user', hash)
  await limits.countUserRequest(hash)
  return { user, hash }
}

/** An app's own identity, written in JavaScript, may return a number. In a token it would be another user than its text. */
function idOf({ id }: User): string {
  const text = userId(id)
  if (text === undefined) throw new Error(`identify: expected a text or a whole number as id, got ${typeof id}`)
  return text
}
