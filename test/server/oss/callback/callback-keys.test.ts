import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Fault } from '../../../../server/faults/fault'
import {
  type CallbackKeysOptions,
  callbackKeys,
  OFFICIAL_KEY_PREFIXES,
} from '../../../../server/oss/callback/callback-keys'

/** The code that the promise rejects with. */
const codeOf = (result: Promise<unknown>): Promise<string> =>
  result.then(
    () => 'a key',
    (error: unknown) => (error instanceof Fault ? error.code : String(error)),
  )

/** A key host that has one key, redirects requests for version 3, and delays those for a version ending in 9. */
async function keyHost() {
  const requests: string[] = []
  let delayed: (() => void)[] = []
  const server: Server = createServer((request, response) => {
    requests.push(request.url ?? '')
    if (request.url?.endsWith('_v1.pem')) response.end('a key')
    else if (request.url?.endsWith('_v3.pem')) response.writeHead(302, { location: '/callback_pub_key_v1.pem' }).end()
    else if (/_v\d*9\.pem$/.test(request.url ?? '')) delayed.push(() => response.end('a key'))
    else response.writeHead(404).end()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const prefix = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const clock = { now: 0 }
  const keys = callbackKeys({ prefixes: [prefix], fetch, now: () => clock.now })
  return {
    requests,
    clock,
    prefix,
    keys,
    answerDelayed() {
      for (const answer of delayed) answer()
      delayed = []
    },
    close: () => new Promise((closed) => server.close(closed)),
  }
}

describe('callbackKeys over HTTP', () => {
  it('fetches each key once, and a missing key not again within a minute', async () => {
    const host = await keyHost()
    const request = (version: number) => codeOf(host.keys(`${host.prefix}callback_pub_key_v${version}.pem`))
    expect([await request(1), await request(1), await request(2), await request(2)]).toEqual([
      'a key',
      'a key',
      'callback-refused',
      'callback-refused',
    ])
    expect(host.requests).toHaveLength(2)
    host.clock.now = 60_000
    expect(await request(2)).toBe('callback-refused')
    expect(host.requests).toHaveLength(3)
    await host.close()
  })

  it('follows no redirect', async () => {
    const host = await keyHost()
    expect(await codeOf(host.keys(`${host.prefix}callback_pub_key_v3.pem`))).toBe('cloud-unavailable')
    expect(host.requests).toEqual(['/callback_pub_key_v3.pem'])
    await host.close()
  })

  it('fetches at most four keys at a time', async () => {
    const host = await keyHost()
    const urls = [9, 19, 29, 39, 49, 59].map((version) => `${host.prefix}callback_pub_key_v${version}.pem`)
    const results = urls.map((url) => codeOf(host.keys(url)))
    expect(await Promise.all(results.slice(4))).toEqual(['cloud-unavailable', 'cloud-unavailable'])
    while (host.requests.length < 4) await new Promise((later) => setImmediate(later))
    host.answerDelayed()
    await Promise.all(results)
    expect(host.requests).toHaveLength(4)
    await host.close()
  })
})

describe('callbackKeys', () => {
  const recording = (respond: () => Response | Promise<Response> = () => new Response('PEM')) => {
    const fetched: string[] = []
    const fetch: CallbackKeysOptions['fetch'] = async (url) => {
      fetched.push(String(url))
      return respond()
    }
    return { fetched, keys: callbackKeys({ prefixes: OFFICIAL_KEY_PREFIXES, fetch }) }
  }

  it.each([
    'https://gosspublic.alicdn.com.example.com/callback_pub_key_v1.pem',
    'https://gosspublic.alicdn.com@example.com/callback_pub_key_v1.pem',
    'https://example.com/callback_pub_key_v1.pem',
    'https://example.com/https://gosspublic.alicdn.com/callback_pub_key_v1.pem',
    'https://gosspublic.alicdn.com/other/callback_pub_key_v1.pem',
    'https://gosspublic.alicdn.com/../callback_pub_key_v1.pem',
    'https://gosspublic.alicdn.com/callback_pub_key_v1.pem?x=1',
    'https://gosspublic.alicdn.com/callback_pub_key_v1.pem\n',
    'https://gosspublic.alicdn.com/callback_pub_key_v1234.pem',
    'https://gosspublic.alicdn.com/callback_pub_key_.pem',
    'ftp://gosspublic.alicdn.com/callback_pub_key_v1.pem',
    '',
  ])('fetches nothing from %j', async (url) => {
    const { fetched, keys } = recording()
    expect(await codeOf(keys(url))).toBe('callback-refused')
    expect(fetched).toEqual([])
  })

  it('fetches a key once, by https, even if OSS names it by http', async () => {
    const { fetched, keys } = recording()
    await Promise.all([
      keys('http://gosspublic.alicdn.com/callback_pub_key_v1.pem'),
      keys('https://gosspublic.alicdn.com/callback_pub_key_v1.pem'),
    ])
    await keys('http://gosspublic.alicdn.com/callback_pub_key_v1.pem')
    expect(fetched).toEqual(['https://gosspublic.alicdn.com/callback_pub_key_v1.pem'])
  })

  it('fetches again after a failed fetch, which is a temporary fault', async () => {
    let online = false
    const { fetched, keys } = recording(() => {
      if (!online) throw new TypeError('fetch failed')
      return new Response('PEM')
    })
    const url = 'https://gosspublic.alicdn.com/callback_pub_key_v1.pem'
    expect(await codeOf(keys(url))).toBe('cloud-unavailable')
    online = true
    expect(await keys(url)).toBe('PEM')
    expect(fetched).toHaveLength(2)
  })

  it.each([
    [404, 'callback-refused'],
    [503, 'cloud-unavailable'],
  ])('turns the status %i into %s', async (status, code) => {
    const { keys } = recording(() => new Response('', { status }))
    expect(await codeOf(keys('https://gosspublic.alicdn.com/callback_pub_key_v9.pem'))).toBe(code)
  })

  it('refuses a file that is too long for a key', async () => {
    const { keys } = recording(() => new Response('x'.repeat(9000)))
    expect(await codeOf(keys('https://gosspublic.alicdn.com/callback_pub_key_v1.pem'))).toBe('callback-refused')
  })
})
