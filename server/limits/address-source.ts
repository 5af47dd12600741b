import { type ClientAddress, peerAddress, plainAddress } from './client-address'

/**
 * Whose address a request is counted under. `client`: its sender's. `proxy`: that of a proxy whose X-Forwarded-For is
 * not trusted, which all users share. `unknown`: nobody's, so limits by address are off.
 */
export type AddressSource = 'client' | 'proxy' | 'unknown'

/**
 * Judges a request whose sender wrote no X-Forwarded-For itself. A header that is left over behind the address then
 * comes from a proxy: the address is the proxy's own.
 */
export function addressSource(request: Request, env: unknown, clientAddress: ClientAddress): AddressSource {
  const address = clientAddress(request, env)
  if (address === undefined) return 'unknown'
  const forwarded = request.headers.get('x-forwarded-for')?.split(',').map(plainAddress) ?? []
  const left = address === peerAddress(env) ? forwarded.length : forwarded.lastIndexOf(address)
  return left > 0 ? 'proxy' : 'client'
}
