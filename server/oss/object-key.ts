/** Object keys: ASCII, spread (no common beginning that grows), and nothing in them that the client chose. */
import { createHmac } from 'node:crypto'
import { extensionOf } from '../content/media-types'
import type { User } from '../identity/identity'

export interface KeyParts {
  prefix: string
  /** Of the route. */
  folder: string
  user: User
  /** Media type. */
  type: string
  /** At least 16 bytes. */
  random: Uint8Array
}

const USER_HASH_BYTES = 12
const RANDOM_BYTES = 16

/** `<prefix>/<folder>/<user hash>/<random>.<ext>` */
export function finalKey({ prefix, folder, user, type, random }: KeyParts, keySecret: string): string {
  if (random.length < RANDOM_BYTES)
    throw new Error(`finalKey: expected ${RANDOM_BYTES} random bytes, got ${random.length}`)
  const name = `${Buffer.from(random).toString('hex')}.${extensionOf(type)}`
  return `${prefix}/${folder}/${userHash(user, keySecret)}/${name}`
}

/** `<prefix>/pending/<folder>/…`: where the client may put it, until it is confirmed. */
export const pendingKey = (key: string, prefix: string): string => `${prefix}/pending${key.slice(prefix.length)}`

/** 96 bits. Keyed, so that nobody who knows an openid can tell whose file a key is. */
export const userHash = ({ kind, issuer, id }: User, keySecret: string): string =>
  createHmac('sha256', keySecret)
    // As JSON, since no separator is safe from turning up in an id.
    .update(JSON.stringify([kind, issuer, id]))
    .digest()
    .subarray(0, USER_HASH_BYTES)
    .toString('hex')

/** The random part: the same for every call about one upload. */
export const uploadId = (key: string): string => key.slice(key.lastIndexOf('/') + 1).replace(/\.\w+$/, '')
