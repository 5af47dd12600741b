import { isIP } from 'node:net'

/** The caller's IP address; `undefined` if neither the surrounding server nor a proxy provides it. */
export type ClientAddress = (request: Request, env: unknown) => string | undefined

/**
 * The peer of the socket, which `@hono/node-server` passes in `env`. If the peer is a trusted proxy, the address that
 * it names in X-Forwarded-For. The header is read from the right, because an untrusted address may have invented
 * everything to its left.
 */
export const clientAddress =
  (isTrusted: (address: string) => boolean): ClientAddress =>
  (request, env) => {
    let address = peerAddress(env)
    const forwarded = request.headers.get('x-forwarded-for')?.split(',') ?? []
    while (address && isTrusted(address)) address = plainAddress(forwarded.pop() ?? '')
    return address
  }

/** The peer of the socket itself. */
export function peerAddress(env: unknown): string | undefined {
  const { incoming } = Object(env) as { incoming?: { socket?: { remoteAddress?: string } } }
  return plainAddress(incoming?.socket?.remoteAddress ?? '')
}

/** `::ffff:192.0.2.1` → `192.0.2.1`. Removes the port that some proxies add: `192.0.2.1:4711`, `[2001:db8::1]:4711`. */
export function plainAddress(text: string): string | undefined {
  const trimmed = text.trim()
  const withoutPort = /^\[(.+)\](?::\d+)?$/.exec(trimmed)?.[1] ?? trimmed.replace(/^([\d.]+):\d+$/, '$1')
  const address = withoutPort.replace(/^::ffff:(?=\d+\.)/i, '')
  return isIP(address) ? address : undefined
}

/** The key under which an address is counted. One IPv6 household has a whole /64, so its addresses count together. */
export function limitKeyOf(address: string): string {
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
