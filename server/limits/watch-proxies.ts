import type { Logger } from 'pino'
import { type ClientAddress, peerAddress } from './client-address'

export interface WatchedProxies {
  clientAddress: ClientAddress
  /** Whether callers come through a proxy on this machine that hides their addresses. */
  isProxyHidden(): boolean
}

const HIDDEN =
  'Callers come from this machine without X-Forwarded-For. If a proxy runs here, let it add that header, because limits ' +
  'by address are off until then. /metrics is closed without METRICS_TOKEN.'
const UNTRUSTED =
  'X-Forwarded-For from an address that is not in TRUSTED_PROXIES: if this is your proxy, all of its callers share one ' +
  'limit. Set TRUSTED_PROXIES.'

/** Says once in the log what is wrong with the proxies before the backend. Nothing else would show it. */
export function watchProxies(
  clientAddress: ClientAddress,
  isTrusted: (address: string) => boolean,
  log: Pick<Logger, 'warn'>,
): WatchedProxies {
  let isHidden = false
  let isUntrusted = false
  return {
    isProxyHidden: () => isHidden,
    clientAddress(request, env) {
      const address = clientAddress(request, env)
      // Health checks come from this machine. The calls of clients are all POST.
      if (request.method !== 'POST') return address
      const peer = peerAddress(env)
      const isForwarded = request.headers.has('x-forwarded-for')
      if (!isHidden && peer && !isForwarded && isTrusted(peer)) {
        isHidden = true
        log.warn({ peer }, HIDDEN)
      }
      if (!isUntrusted && peer && isForwarded && !isTrusted(peer)) {
        isUntrusted = true
        log.warn({ peer }, UNTRUSTED)
      }
      return address
    },
  }
}
