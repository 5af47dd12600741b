import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Fault } from '../../../../server/http/fault'
import { callbackKeys } from '../../../../server/oss/callback/callback-keys'

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'a key',
    (error: unknown) => (error instanceof Fault ? error.code : String(error)),
  )

/** A key host that knows one key, and sends on whoever asks for version 3. */
async function keyHost() {
  const asked: string[] = []
  let release: (() => void)[] = []
  const server: Server = createServer((request, response) => {
    asked.push(request.url ?? '')
    if (request.url?.endsWith('_v1.pem')) response.end('a key')
    else if (request.url?.endsWith('_v3.pem')) response.writeHead(302, { location: '/callback_pub_key_v1.pem' }).end()
    else if (/_v\d*9\.pem$/.test(request.url ?? '')) release.push(() => response.end('a key'))
    else response.writeHead(404).end()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const prefix = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const clock = { now: 0 }
  const keys = callbackKeys({ prefixes: [prefix], fetch, now: () => clock.now })
  return {
    asked,
    clock,
    prefix,
    keys,
    answerWaiting() {
      for (const answer of release) answer()
      release = []
    },
    close: () => new Promise((closed) => server.close(closed)),
  }
}

describe('the keys of callbacks', () => {
  it('are fetched once, and one that is not there is not asked for again within a minute', async () => {
    const host = await keyHost()
    const ask = (version: number) => codeOf(host.keys(`${host.prefix}callback_pub_key_v${version}.pem`))
    expect([await ask(1), await ask(1), await ask(2), await ask(2)]).toEqual([
      'a key',
      'a key',
      'callback-refused',
      'callback-refused',
    ])
    expect(host.asked).toHaveLength(2)
    host.clock.now = 60_000
    expect(await ask(2)).toBe('callback-refused')
    expect(host.asked).toHaveLength(3)
    await host.close()
  })

  it('follow no redirect', async () => {
    const host = await keyHost()
    expect(await codeOf(host.keys(`${host.prefix}callback_pub_key_v3.pem`))).toBe('cloud-unavailable')
    expect(host.asked).toEqual(['/callback_pub_key_v3.pem'])
    await host.close()
  })

  it('are fetched four at a time at most', async () => {
    const host = await keyHost()
    const urls = [9, 19, 29, 39, 49, 59].map((version) => `${host.prefix}callback_pub_key_v${version}.pem`)
    const results = urls.map((url) => codeOf(host.keys(url)))
    expect(await Promise.all(results.slice(4))).toEqual(['cloud-unavailable', 'cloud-unavailable'])
    while (host.asked.length < 4) await new Promise((later) => setImmediate(later))
    host.answerWaiting()
    await Promise.all(results)
    expect(host.asked).toHaveLength(4)
    await host.close()
  })
})
