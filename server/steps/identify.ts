import { Fault } from '../fault'
import type { Identity, User } from '../identity/identity'

/** @throws Fault `unauthenticated`, also when no identity is configured. */
export async function identify(request: Request, identity: Identity | undefined): Promise<User> {
  const user = await identity?.identify(request)
  if (!user) throw new Fault('unauthenticated')
  return user
}

export const isSameUser = (a: User, b: User): boolean => a.id === b.id && a.kind === b.kind && a.issuer === b.issuer
