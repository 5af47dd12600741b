import { createHash, timingSafeEqual } from 'node:crypto'
import type { ServerContext } from '../context'
import { bearerToken } from '../identity/bearer-token'
import { peerAddress } from '../limits/client-address'

const FORWARDING = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via', 'x-forwarded-host', 'x-forwarded-proto']

/**
 * Callers with the metrics token may read `/metrics`. If there is no token, only callers on this machine may, and nobody
 * if a proxy on this machine hides where its callers are.
 */
export function mayReadMetrics(
  request: Request,
  env: unknown,
  { metricsToken, isProxyHidden }: Pick<ServerContext, 'metricsToken' | 'isProxyHidden'>,
): boolean {
  if (metricsToken !== undefined) return isEqualSecret(bearerToken(request) ?? '', metricsToken)
  const isForwarded = FORWARDING.some((name) => request.headers.has(name))
  return !isForwarded && !isProxyHidden() && /^(127\.|::1$)/.test(peerAddress(env) ?? '')
}

/** In constant time. Both are hashed first, because `timingSafeEqual` compares only equal lengths. */
const isEqualSecret = (given: string, expected: string): boolean => timingSafeEqual(sha256(given), sha256(expected))

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()
