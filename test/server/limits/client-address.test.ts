import { clientAddress, limitKeyOf } from '../../../server/limits/client-address'
import { isAddressOrRange, trustedProxies } from '../../../server/limits/trusted-proxies'

const addressOf = (peer: string, forwarded?: string, trusted: string[] = []): string | undefined =>
  clientAddress(trustedProxies(trusted))(
    new Request('http://localhost/', { headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } }),
    { incoming: { socket: { remoteAddress: peer } } },
  )

describe('the caller’s address', () => {
  it.each([
    ['is the peer’s', '192.0.2.1', undefined, [], '192.0.2.1'],
    ['is the peer’s IPv4 address if it is written as IPv6', '::ffff:192.0.2.1', undefined, [], '192.0.2.1'],
    ['is never taken from an untrusted peer’s header', '192.0.2.1', '198.51.100.7', [], '192.0.2.1'],
    ['is taken from a proxy on this machine', '127.0.0.1', '198.51.100.7', [], '198.51.100.7'],
    ['is taken from a trusted proxy', '10.1.2.3', '198.51.100.7', ['10.0.0.0/8'], '198.51.100.7'],
    ['is taken from a trusted proxy in IPv6', 'fd00::1', '2001:db8::7', ['fd00::/8'], '2001:db8::7'],
    [
      'is taken from the first proxy of a trusted chain',
      '10.0.0.1',
      '198.51.100.7, 10.0.0.2',
      ['10.0.0.0/8'],
      '198.51.100.7',
    ],
    [
      'ignores what an untrusted client put in front',
      '10.0.0.1',
      '8.8.8.8, 198.51.100.7',
      ['10.0.0.0/8'],
      '198.51.100.7',
    ],
    ['has no port, although some proxies add it', '127.0.0.1', '198.51.100.7:4711', [], '198.51.100.7'],
    ['has no brackets', '127.0.0.1', '[2001:db8::7]:4711', [], '2001:db8::7'],
    ['is unknown if the proxy names no address', '10.0.0.1', undefined, ['10.0.0.0/8'], undefined],
    ['is unknown if the proxy names no valid address', '10.0.0.1', 'unknown', ['10.0.0.0/8'], undefined],
    ['is unknown for a caller on this machine', '127.0.0.1', undefined, [], undefined],
  ])('%s', (_, peer, forwarded, trusted, address) => {
    expect(addressOf(peer, forwarded, trusted)).toBe(address)
  })

  it('is unknown if the server does not pass it', () => {
    const request = new Request('http://localhost/', { headers: { 'x-forwarded-for': '198.51.100.7' } })
    expect(clientAddress(trustedProxies([]))(request, undefined)).toBeUndefined()
  })
})

describe('a trusted range', () => {
  it.each(['10.0.0.0/8', '192.0.2.1', 'fd00::/8', '::1'])('may be %s', (range) => {
    expect(isAddressOrRange(range)).toBe(true)
  })

  it.each(['nginx', '10.0.0.0/33', '10.0.0/8', '10.0.0.0/', '10.0.0.0/8/8', '::/129', ''])('is not %j', (range) => {
    expect(isAddressOrRange(range)).toBe(false)
    expect(() => trustedProxies([range])).toThrow('expected an address or a CIDR range')
  })
})

describe('limitKeyOf', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2'],
    ['2001:db8::9', '2001:db8:0:0'],
    ['::9', '0:0:0:0'],
  ])('counts %s as %s', (address, key) => expect(limitKeyOf(address)).toBe(key))
})
