import { createHmac } from 'node:crypto'
import { formatOfType } from '../../miniprogram/uploader/formats/media-type'
import type { ServerContext } from '../context'
import { findRoute } from '../define-routes/find-route'
import { folderOf } from '../define-routes/folders'
import type { RouteRules } from '../define-routes/route'
import { Fault } from '../faults/fault'
import type { User } from '../identity/user'
import { userHash } from '../identity/user-hash'
import { userId } from '../identity/user-id'
import { finalKey } from '../oss/object-key'
import { type KeyContext, knownKey } from './known-key'

/** A place for a file that the app itself makes: a key of this backend, or a route, where the key follows. */
export type Target = string | RouteTarget

export interface RouteTarget {
  route: string
  /** The user whose file it is, and who may read it. Default: the app itself. */
  user?: User
  /** The app's own name for the file: the same name leads to the same key. Default: a new random key. */
  name?: string
}

export interface Place {
  key: string
  route: RouteRules
}

export type TargetContext = KeyContext & Pick<ServerContext, 'randomBytes' | 'routes'>

/** @throws Fault `bad-request`, `unknown-route`; `type-not-accepted` for a type that no file can have. */
export function placeOf(target: Target, type: string, context: TargetContext): Place {
  const extensions = formatOfType(type)?.extensions
  if (!extensions) throw new Fault('type-not-accepted', { type })
  if (typeof target !== 'string') return placeOnRoute(target, type, context)
  const one = knownKey(target, context)
  if (one.kind === 'put') throw new Fault('bad-request', { issues: 'key: expected one of a route, not one below sts/' })
  if (!extensions.includes(one.extension)) {
    throw new Fault('bad-request', { issues: `key: expected it to end with .${extensions.join(' or .')} for ${type}` })
  }
  return { key: target, route: findRoute(context.routes, one.route) }
}

/** The app's own files have a folder of their own, as those of each user have. */
const APP: User = { kind: 'host', issuer: '', id: 'app' }

const RANDOM_BYTES = 16

function placeOnRoute(target: RouteTarget, type: string, { config, randomBytes, routes }: TargetContext): Place {
  const route = findRoute(routes, target.route)
  const { user = APP, name } = target
  const id = userId(user.id)
  if (id === undefined) throw new Fault('bad-request', { issues: 'user: expected an id of 1 to 256 characters' })
  const secret = config.secrets.key
  const folder = folderOf(target.route, route)
  const owner = { ...user, id }
  const random =
    name === undefined ? randomBytes(RANDOM_BYTES) : idOf([folder, owner.kind, owner.issuer, id, name], secret)
  const key = finalKey({ prefix: config.oss.prefix, folder, user: userHash(owner, secret), type, random })
  return { key, route }
}

/** Keyed, so that a person who knows the name of a public file cannot tell its key. */
const idOf = (parts: readonly string[], keySecret: string): Uint8Array =>
  createHmac('sha256', keySecret)
    .update(JSON.stringify(['file', ...parts]))
    .digest()
    .subarray(0, RANDOM_BYTES)
