import type { Context } from 'hono'
import type { HostKey, HostScope } from '../config/host-key'
import type { ServerContext } from '../context'
import { Fault } from '../faults/fault'
import { bearerToken } from '../identity/bearer-token'
import type { Traced } from './trace'

type IdentifyContext = Pick<ServerContext, 'hostAddress' | 'hostKeys' | 'limits' | 'log' | 'metrics'>

/**
 * Accepts a call of the app's own backend: limit(IP, wrong keys) → key → no app or page → scope → limit(key)
 * @throws Fault `too-many-requests`, `unauthenticated`; `forbidden` with the reason.
 */
export async function identifyHost(c: Context<Traced>, scope: HostScope, context: IdentifyContext): Promise<void> {
  const { hostAddress, hostKeys, limits, metrics } = context
  const address = hostAddress(c.req.raw, c.env)
  const given = bearerToken(c.req.raw) ?? ''
  const key = await limits.findHostKey(address, () => hostKeys?.find(given))
  if (!key) {
    metrics.hostCall('', 'wrong-key')
    throw new Fault('unauthenticated', { issues: 'expected Authorization: Bearer with a key of HOST_API_KEYS' })
  }
  c.set('hostKey', key.name)
  const refused = refusalOf(c, key, scope, context)
  if (refused) {
    // Not counted for the key: a page that has it must not use up the calls of the app's backend.
    await limits.countRequest(address)
    throw new Fault('forbidden', { issues: refused })
  }
  await limits.countHostRequest(key.name)
  metrics.hostCall(key.name, 'accepted')
}

/** Why the key does not count. What an app or a page sends was built into it, where each of its users can read it. */
function refusalOf(
  c: Context<Traced>,
  { name, scopes }: HostKey,
  scope: HostScope,
  { log, metrics }: IdentifyContext,
): string | undefined {
  const sentBy = signOfApp(c.req.raw.headers)
  if (sentBy) {
    metrics.hostCall(name, 'leaked')
    log.error({ requestId: c.var.requestId, hostKey: name, ...sentBy }, LEAKED)
    return `expected a call of a server, got the header ${sentBy.header} of an app or a page: replace this key`
  }
  if (scopes.includes(scope)) return undefined
  metrics.hostCall(name, 'wrong-scope')
  return `expected a host key with the scope ${scope}`
}

const LEAKED = 'a host key has leaked: an app or a page sends it. Remove it from HOST_API_KEYS and make a new one'

const MOST_LENGTH = 200

/**
 * The header that only a browser, a web view or a mini-program sends. Browsers send Origin with every POST, and
 * `wx.request` sends a Referer of https://servicewechat.com. Sec-Fetch-Mode alone comes from `fetch` in Node.js, which
 * sends no other header of this family: https://github.com/nodejs/undici/blob/main/lib/web/fetch/util.js
 */
function signOfApp(headers: Headers): { header: string; value: string } | undefined {
  for (const [header, value] of headers) {
    const isSign = ['origin', 'referer'].includes(header) || (header.startsWith('sec-fetch-') && header !== NODE_FETCH)
    if (isSign) return { header, value: value.slice(0, MOST_LENGTH) }
  }
  return undefined
}

const NODE_FETCH = 'sec-fetch-mode'
