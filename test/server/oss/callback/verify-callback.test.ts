import { Fault } from '../../../../server/faults/fault'
import { callbackKeys, OFFICIAL_KEY_PREFIXES } from '../../../../server/oss/callback/callback-keys'
import {
  bytesToVerify,
  isSigned,
  type SignedCallback,
  verifyCallback,
} from '../../../../server/oss/callback/verify-callback'
import vectors from './callback-vectors.json' with { type: 'json' }

/** The code that the promise rejects with. */
const codeOf = (result: Promise<unknown>): Promise<string> =>
  result.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Fault ? error.code : String(error)),
  )

describe.each(vectors)('the callback of $id', ({ input, intermediate }) => {
  const callback: SignedCallback = {
    ...input,
    body: Buffer.from(input.body),
    keyUrl: Buffer.from('https://gosspublic.alicdn.com/callback_pub_key_v1.pem').toString('base64'),
  }

  it('is verified over decoded path, raw query, line feed and raw body', () => {
    expect(bytesToVerify(callback).toString('utf8')).toBe(intermediate.stringToVerify)
  })

  it('has a valid signature', () => {
    expect(isSigned(callback, input.publicKeyPem)).toBe(true)
  })

  it.each([
    ['path', { path: `${input.path}x` }],
    ['query', { query: '' }],
    ['body', { body: Buffer.from(`${input.body}0`) }],
    ['signature', { authorization: input.authorization.replace('U', 'V') }],
    ['path that does not decode', { path: '/%' }],
  ])('has no valid signature with another %s', (_, change) => {
    expect(isSigned({ ...callback, ...change }, input.publicKeyPem)).toBe(false)
  })

  it('is accepted with the key from its own address, and refused if that address has no key', async () => {
    const serving = (pem: string) =>
      callbackKeys({ prefixes: OFFICIAL_KEY_PREFIXES, fetch: async () => new Response(pem) })
    expect(await codeOf(verifyCallback(callback, serving(input.publicKeyPem)))).toBe('accepted')
    expect(await codeOf(verifyCallback(callback, serving('not a key')))).toBe('callback-refused')
  })
})
