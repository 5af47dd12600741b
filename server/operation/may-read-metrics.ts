import { createHash, timingSafeEqual } from 'node:crypto'
import { bearerToken } from '../identity/bearer-token'
import { peerAddress } from '../limits/client-address'

/** Callers with the metrics token may read `/metrics`. If there is no token, only callers on this machine may. */
export function mayReadMetrics(request: Request, env: unknown, token: string | undefined): boolean {
  if (token !== undefined) return isEqualSecret(bearerToken(request) ?? '', token)
  const isForwarded = request.headers.has('x-forwarded-for') || request.headers.has('forwarded')
  return !isForwarded && /^(127\.|::1$)/.test(peerAddress(env) ?? '')
}

/** In constant time. Both are hashed first, because `timingSafeEqual` compares only equal lengths. */
const isEqualSecret = (given: string, expected: string): boolean => timingSafeEqual(sha256(given), sha256(expected))

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()
