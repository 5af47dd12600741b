import { Fault } from '../../../../server/http/fault'
import {
  type CallbackKeysOptions,
  callbackKeys,
  OFFICIAL_KEY_PREFIXES,
} from '../../../../server/oss/callback/callback-keys'
import {
  bytesToVerify,
  isSigned,
  type SignedCallback,
  verifyCallback,
} from '../../../../server/oss/callback/verify-callback'
import vectors from '../../vectors/callback.json' with { type: 'json' }

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Fault ? error.code : String(error)),
  )

describe.each(vectors)('callback $id', ({ input, intermediate }) => {
  const callback: SignedCallback = {
    ...input,
    body: Buffer.from(input.body),
    keyUrl: Buffer.from('https://gosspublic.alicdn.com/callback_pub_key_v1.pem').toString('base64'),
  }

  it('is verified over decoded path, raw query, line feed and raw body', () => {
    expect(bytesToVerify(callback).toString('utf8')).toBe(intermediate.stringToVerify)
  })

  it('is signed', () => {
    expect(isSigned(callback, input.publicKeyPem)).toBe(true)
  })

  it.each([
    ['path', { path: `${input.path}x` }],
    ['query', { query: '' }],
    ['body', { body: Buffer.from(`${input.body}0`) }],
    ['signature', { authorization: input.authorization.replace('U', 'V') }],
    ['path that does not decode', { path: '/%' }],
  ])('is not signed with another %s', (_, change) => {
    expect(isSigned({ ...callback, ...change }, input.publicKeyPem)).toBe(false)
  })

  it('is accepted with the key from its own address, and refused when that key is no key', async () => {
    const serving = (pem: string) =>
      callbackKeys({ prefixes: OFFICIAL_KEY_PREFIXES, fetch: async () => new Response(pem) })
    expect(await codeOf(verifyCallback(callback, serving(input.publicKeyPem)))).toBe('accepted')
    expect(await codeOf(verifyCallback(callback, serving('not a key')))).toBe('callback-refused')
  })
})

describe('callback keys', () => {
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
  ])('are never fetched from %j', async (url) => {
    const { fetched, keys } = recording()
    expect(await codeOf(keys(url))).toBe('callback-refused')
    expect(fetched).toEqual([])
  })

  it('are fetched by https though OSS says http, once', async () => {
    const { fetched, keys } = recording()
    await Promise.all([
      keys('http://gosspublic.alicdn.com/callback_pub_key_v1.pem'),
      keys('https://gosspublic.alicdn.com/callback_pub_key_v1.pem'),
    ])
    await keys('http://gosspublic.alicdn.com/callback_pub_key_v1.pem')
    expect(fetched).toEqual(['https://gosspublic.alicdn.com/callback_pub_key_v1.pem'])
  })

  it('are asked for again after a failed fetch, which is a passing fault', async () => {
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
  ])('that answer %i are %s', async (status, code) => {
    const { keys } = recording(() => new Response('', { status }))
    expect(await codeOf(keys('https://gosspublic.alicdn.com/callback_pub_key_v9.pem'))).toBe(code)
  })

  it('of a file too long for a key are refused', async () => {
    const { keys } = recording(() => new Response('x'.repeat(9000)))
    expect(await codeOf(keys('https://gosspublic.alicdn.com/callback_pub_key_v1.pem'))).toBe('callback-refused')
  })
})
