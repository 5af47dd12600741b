import { isIP } from 'node:net'

/** The caller's IP address; `undefined` when neither the server that we are mounted in nor the proxy before it tells. */
export type ClientAddress = (request: Request, env: unknown) => string | undefined

/**
 * The peer of the socket (as `@hono/node-server` hands it over), or, as far as proxies are trusted, whom they name in
 * X-Forwarded-For. Read from the right: what stands left of an untrusted address is that one's own invention.
 */
export const clientAddress =
  (isTrusted: (address: string) => boolean): ClientAddress =>
  (request, env) => {
    let address = peerAddress(env)
    const forwarded = request.headers.get('x-forwarded-for')?.split(',') ?? []
    while (address && isTrusted(address)) address = plainAddress(forwarded.pop() ?? '')
    return address
  }

/** Of the socket itself. */
export function peerAddress(env: unknown): string | undefined {
  const { incoming } = Object(env) as { incoming?: { socket?: { remoteAddress?: string } } }
  return plainAddress(incoming?.socket?.remoteAddress ?? '')
}

/** `::ffff:192.0.2.1` → `192.0.2.1`; `192.0.2.1:4711` and `[2001:db8::1]:4711`, as some proxies write, without port. */
function plainAddress(text: string): string | undefined {
  const trimmed = text.trim()
  const withoutPort = /^\[(.+)\](?::\d+)?$/.exec(trimmed)?.[1] ?? trimmed.replace(/^([\d.]+):\d+$/, '$1')
  const address = withoutPort.replace(/^::ffff:(?=\d+\.)/i, '')
  return isIP(address) ? address : undefined
}

/** Whose budget an address draws on: a household has a /64 of IPv6, with addresses without end. */
export function addressBudget(address: string): string {
  if (isIP(address) !== 6) return address
  const [head = '', tail] = address.split('::')
  const groups = head === '' ? [] : head.split(':')
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length)
  const all = [...groups, ...Array<string>(Math.max(0, missing)).fill('0'), ...(tail ?? '').split(':')]
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group || '0', 16).toString(16))
    .join(':')
}
