import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Fault } from '../../../server/faults/fault'
import { introspectIdentity } from '../../../server/identity/introspection/introspect'
import { jwtIdentity } from '../../../server/identity/jwt/jwt'
import { code2session } from '../../../server/identity/wechat/code2session'
import { callbackKeys } from '../../../server/oss/callback/callback-keys'
import { fetchText } from '../../../server/outbound/fetch-text'
import { BAD_ANSWERS, type BadAnswer, type BadServer, startBadServer } from './bad-server'

const MB = 1024 ** 2

async function withServer<T>(answer: BadAnswer, work: (server: BadServer) => Promise<T>): Promise<T> {
  const server = await startBadServer(answer)
  try {
    return await work(server)
  } finally {
    await server.close()
  }
}

const ANSWERED: readonly BadAnswer[] = ['a status of 502', 'a redirect']

describe('a short text that is fetched from a server', () => {
  it('is read whole', async () => {
    const server = createServer((_, response) => response.end('照片'))
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    expect(await fetchText(url, { deadlineMs: 60_000, mostBytes: 6 })).toEqual({ status: 200, text: '照片' })
    await expect(fetchText(url, { deadlineMs: 60_000, mostBytes: 5 })).rejects.toThrow('at most 5 bytes')
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  })

  it('loses its byte order mark', async () => {
    const fetch = async () => new Response('\ufeff{"ok":true}')
    const { text } = await fetchText('http://localhost', { fetch, deadlineMs: 60_000, mostBytes: 100 })
    expect(JSON.parse(text)).toEqual({ ok: true })
  })

  it.each(BAD_ANSWERS.filter((answer) => !ANSWERED.includes(answer)))(
    'that answers %s is a failure',
    async (answer) => {
      await withServer(answer, async (server) => {
        await expect(fetchText(server.url, { deadlineMs: 300, mostBytes: 1000 })).rejects.toThrow()
        // The connection is closed, so nothing more arrives. The sockets' buffers may be full.
        while (server.open() > 0) await new Promise((resolve) => setTimeout(resolve, 5))
        expect(server.written()).toBeLessThan(32 * MB)
      })
    },
  )

  it.each(ANSWERED)('that answers %s is that answer', async (answer) => {
    await withServer(answer, async ({ url }) => {
      const { status } = await fetchText(url, { deadlineMs: 60_000, mostBytes: 1000 })
      expect(status).toBe(answer === 'a redirect' ? 302 : 502)
    })
  })

  it('ends at its deadline even if fetch ignores the signal', async () => {
    const fetch = () => new Promise<Response>(() => undefined)
    await expect(fetchText('http://localhost', { fetch, deadlineMs: 10, mostBytes: 1 })).rejects.toThrow('within 10 ms')
  })
})

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Fault ? error.code : error),
  )

const authorized = new Request('http://localhost', { headers: { authorization: `Bearer ${'e30.e30.e30'}` } })
const RS256 = `${Buffer.from('{"alg":"RS256","kid":"1"}').toString('base64url')}.e30.e30`
const signed = new Request('http://localhost', { headers: { authorization: `Bearer ${RS256}` } })

/** Everything that asks another server. */
const ASKERS: Record<string, (url: string) => Promise<unknown>> = {
  code2session: (endpoint) => code2session({ appid: 'wx0', secret: 's3cret', endpoint })('code'),
  'the introspection': (url) => introspectIdentity({ url }).identify(authorized),
  'the issuer’s keys': (jwksUrl) => jwtIdentity({ issuer: 'i', audience: 'a', keys: { jwksUrl } }).identify(signed),
  'the callback’s key': (url) => callbackKeys({ prefixes: [`${url}/`], fetch })(`${url}/callback_pub_key_v1.pem`),
}

/** The others need the whole deadline of each. */
const QUICK: readonly BadAnswer[] = [
  'an endless body',
  'huge headers',
  'a body that breaks off',
  'a gzip bomb',
  ...ANSWERED,
]

describe.each(Object.entries(ASKERS))('%s', (_, ask) => {
  it.each(QUICK)('that answers %s is a temporary fault', async (answer) => {
    expect(await withServer(answer, ({ url }) => codeOf(ask(url)))).toBe('cloud-unavailable')
  })
})

describe('code2session', () => {
  it.each([{}, { unionid: null }, { unionid: '' }, { unionid: 'u' }])('takes an account with %j', async (more) => {
    const fetch = async () => new Response(JSON.stringify({ openid: 'ann', session_key: 'x', ...more }))
    const account = await code2session({ appid: 'wx0', secret: 's', fetch })('code')
    expect(account).toEqual({ openid: 'ann', unionid: more.unionid || undefined })
  })

  it('names its secret in no error, whatever fails', async () => {
    for (const answer of QUICK) {
      const error = await withServer(answer, ({ url }) =>
        code2session({ appid: 'wx0', secret: 's3cret', endpoint: url })('code').catch((fault: unknown) => fault),
      )
      expect(String((error as Fault).cause)).not.toContain('s3cret')
    }
  })
})
