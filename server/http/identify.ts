import type { Context } from 'hono'
import type { SessionAnswer } from '../../miniprogram/uploader/contract'
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
export async function identifyCaller(c: Context<Traced>, context: IdentifyContext): Promise<Caller> {
  const caller = await findCaller(c, context)
  if (!caller) throw new Fault('unauthenticated')
  return caller
}

/** Like `identifyCaller`, but undefined if the body may still bring the code of `wx.login`. */
export async function identifyBeforeBody(c: Context<Traced>, context: IdentifyContext): Promise<Caller | undefined> {
  const caller = await findCaller(c, context)
  const mayBringCode = context.identity?.login !== undefined && c.req.header('authorization') === undefined
  if (!caller && !mayBringCode) throw new Fault('unauthenticated')
  return caller
}

/** A caller, and the session that this call has opened. */
export interface SignedIn {
  caller: Caller
  session?: SessionAnswer
}

/**
 * limit(logins of the IP) → code2session → limit(user), if the body brought a code
 * @param known the caller, if the headers have named one
 * @throws Fault `bad-request` if there is a code beside them; `unauthenticated` without both; what `login` throws
 */
export async function signIn(
  c: Context<Traced>,
  known: Caller | undefined,
  code: string | undefined,
  context: IdentifyContext,
): Promise<SignedIn> {
  if (known && code !== undefined)
    throw new Fault('bad-request', { issues: 'code: expected none beside Authorization' })
  if (known) return { caller: known }
  const { identity, limits, clientAddress } = context
  if (code === undefined || !identity?.login) throw new Fault('unauthenticated')
  await limits.countLogin(clientAddress(c.req.raw, c.env))
  const session = await identity.login(code)
  const headers = { authorization: `Bearer ${session.token}` }
  const user = await identity.identify(new Request(c.req.raw.url, { headers }))
  if (!user) throw new Error('identify: expected to know the session that login has opened')
  return { caller: await countedCaller(c, user, context), session }
}

async function findCaller(c: Context<Traced>, context: IdentifyContext): Promise<Caller | undefined> {
  const { clientAddress, identity, limits } = context
  await limits.countRequest(clientAddress(c.req.raw, c.env))
  const identified = await identity?.identify(c.req.raw)
  return identified && countedCaller(c, identified, context)
}

async function countedCaller(
  c: Context<Traced>,
  identified: User,
  { config, limits }: IdentifyContext,
): Promise<Caller> {
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
