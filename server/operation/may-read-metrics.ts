import type { ServerContext } from '../context'
import { bearerToken } from '../identity/bearer-token'
import { isEqualSecret } from '../identity/is-equal-secret'
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
