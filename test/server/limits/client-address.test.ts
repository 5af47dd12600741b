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
    ['is the peer’s in IPv4 when written as IPv6', '::ffff:192.0.2.1', undefined, [], '192.0.2.1'],
    ['is not what a stranger says', '192.0.2.1', '198.51.100.7', [], '192.0.2.1'],
    ['is what a proxy on this machine says', '127.0.0.1', '198.51.100.7', [], '198.51.100.7'],
    ['is what a trusted proxy says', '10.1.2.3', '198.51.100.7', ['10.0.0.0/8'], '198.51.100.7'],
    ['is what a trusted proxy says in IPv6', 'fd00::1', '2001:db8::7', ['fd00::/8'], '2001:db8::7'],
    [
      'is named by the first proxy of a trusted row',
      '10.0.0.1',
      '198.51.100.7, 10.0.0.2',
      ['10.0.0.0/8'],
      '198.51.100.7',
    ],
    ['is not what a stranger put in front', '10.0.0.1', '8.8.8.8, 198.51.100.7', ['10.0.0.0/8'], '198.51.100.7'],
    ['comes without the port that some proxies add', '127.0.0.1', '198.51.100.7:4711', [], '198.51.100.7'],
    ['comes without brackets', '127.0.0.1', '[2001:db8::7]:4711', [], '2001:db8::7'],
    ['is not known when the proxy names nobody', '10.0.0.1', undefined, ['10.0.0.0/8'], undefined],
    ['is not known when the proxy names nonsense', '10.0.0.1', 'unknown', ['10.0.0.0/8'], undefined],
    ['is not known on this machine itself', '127.0.0.1', undefined, [], undefined],
  ])('%s', (_, peer, forwarded, trusted, address) => {
    expect(addressOf(peer, forwarded, trusted)).toBe(address)
  })

  it('is not known when the server does not tell', () => {
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

describe('a budget', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2'],
    ['2001:db8::9', '2001:db8:0:0'],
    ['::9', '0:0:0:0'],
  ])('of %s is that of %s', (address, budget) => expect(limitKeyOf(address)).toBe(budget))
})
