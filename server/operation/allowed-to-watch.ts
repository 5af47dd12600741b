import { createHash, timingSafeEqual } from 'node:crypto'
import { bearerToken } from '../identity/bearer-token'
import { peerAddress } from '../limits/client-address'

/** Who may read `/metrics`: the bearer of its token; without one, only what runs on this machine. */
export function mayWatch(request: Request, env: unknown, token: string | undefined): boolean {
  if (token !== undefined) return isEqualSecret(bearerToken(request) ?? '', token)
  const isForwarded = request.headers.has('x-forwarded-for') || request.headers.has('forwarded')
  return !isForwarded && /^(127\.|::1$)/.test(peerAddress(env) ?? '')
}

/** In constant time; hashed first, since only equal lengths can be compared so. */
const isEqualSecret = (given: string, expected: string): boolean => timingSafeEqual(sha256(given), sha256(expected))

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()
