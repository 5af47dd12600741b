import { BlockList, isIP } from 'node:net'

/** `10.0.0.0/8`, `fd00::/8`, `192.0.2.1`. */
export function isAddressOrRange(value: string): boolean {
  const [address = '', bits, rest] = value.split('/')
  const version = isIP(address)
  if (!version || rest !== undefined) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}

/**
 * Whether X-Forwarded-For from an address is trusted. This machine's always is, because only a proxy or a test connects
 * from it.
 * @throws Error if a range is invalid.
 */
export function trustedProxies(ranges: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const range of ['127.0.0.0/8', '::1', ...ranges]) {
    if (!isAddressOrRange(range)) throw new Error(`trustedProxies: expected an address or a CIDR range, got "${range}"`)
    const [address = '', bits] = range.split('/')
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6'
    list.addSubnet(address, Number(bits ?? (family === 'ipv4' ? 32 : 128)), family)
  }
  return remember((address) => list.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6'))
}

const MAX_REMEMBERED = 1000

/** A check costs as much as a signature, and every request brings the same proxy's address. */
function remember(check: (address: string) => boolean): (address: string) => boolean {
  const known = new Map<string, boolean>()
  return (address) => {
    const remembered = known.get(address)
    if (remembered !== undefined) return remembered
    const isTrusted = check(address)
    if (known.size >= MAX_REMEMBERED) known.clear()
    known.set(address, isTrusted)
    return isTrusted
  }
}
