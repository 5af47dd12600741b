import { createHmac } from 'node:crypto'
import type { User } from './user'

const USER_HASH_BYTES = 12

/**
 * The user's name in keys and in the log: 96 bits in hex. It is keyed, so that a person who knows an openid cannot tell
 * which files belong to it.
 */
export const userHash = ({ kind, issuer, id }: User, keySecret: string): string =>
  createHmac('sha256', keySecret)
    // As JSON, because an id may contain any separator.
    .update(JSON.stringify([kind, issuer, id]))
    .digest()
    .subarray(0, USER_HASH_BYTES)
    .toString('hex')
