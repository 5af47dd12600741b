import { addressSource } from '../../../server/limits/address-source'
import { clientAddress } from '../../../server/limits/client-address'
import { trustedProxies } from '../../../server/limits/trusted-proxies'

const sourceOf = (peer: string | undefined, forwarded?: string, trusted: string[] = []): string => {
  const headers = forwarded === undefined ? undefined : { 'x-forwarded-for': forwarded }
  const request = new Request('http://localhost/healthz', { headers })
  const env = peer === undefined ? undefined : { incoming: { socket: { remoteAddress: peer } } }
  return addressSource(request, env, clientAddress(trustedProxies(trusted)))
}

describe('addressSource', () => {
  it.each([
    ['a client without a proxy', 'client', sourceOf('198.51.100.7')],
    ['a proxy on this machine that forwards the address', 'client', sourceOf('127.0.0.1', '198.51.100.7')],
    ['a trusted proxy elsewhere', 'client', sourceOf('10.0.0.5', '198.51.100.7', ['10.0.0.0/8'])],
    ['two trusted proxies', 'client', sourceOf('::ffff:127.0.0.1', '198.51.100.7, 10.0.0.5:80', ['10.0.0.5'])],
    ['a proxy elsewhere that is not trusted', 'proxy', sourceOf('10.0.0.5', '198.51.100.7')],
    ['a second proxy that is not trusted', 'proxy', sourceOf('127.0.0.1', '198.51.100.7, 10.0.0.5')],
    ['a proxy on this machine that forwards nothing', 'unknown', sourceOf('127.0.0.1')],
    ['a trusted proxy that forwards nothing', 'unknown', sourceOf('10.0.0.5', undefined, ['10.0.0.5'])],
    ['a platform without sockets', 'unknown', sourceOf(undefined)],
  ])('of a request through %s is %s', (_, expected, source) => {
    expect(source).toBe(expected)
  })
})
