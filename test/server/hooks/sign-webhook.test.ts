import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { parseHookSecret } from '../../../server/config/hook-secret'
import { signWebhook } from '../../../server/hooks/sign-webhook'

const secretOf = (byte: number): string => `whsec_${Buffer.alloc(32, byte).toString('base64')}`

describe('the signature of a hook call', () => {
  it('is accepted by the library of Standard Webhooks, for any id and body', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w-]{1,40}$/), fc.json(), fc.nat(255), (id, body, byte) => {
        const headers = signWebhook({ id, body }, [parseHookSecret(secretOf(byte))], Date.now())
        expect(new Webhook(secretOf(byte)).verify(body, headers)).toEqual(JSON.parse(body))
      }),
    )
  })

  it('is accepted with the old and with the new secret while they are replaced', () => {
    const headers = signWebhook({ id: 'stored_1', body: '{}' }, [1, 2].map(secretOf).map(parseHookSecret), Date.now())
    for (const byte of [1, 2]) expect(new Webhook(secretOf(byte)).verify('{}', headers)).toEqual({})
    expect(() => new Webhook(secretOf(3)).verify('{}', headers)).toThrow()
  })

  it('does not stand for another body, id or time', () => {
    const secret = secretOf(1)
    const headers = signWebhook({ id: 'stored_1', body: '{}' }, [parseHookSecret(secret)], Date.now())
    const wrong: [string, Record<string, string>][] = [
      ['{ }', headers],
      ['{}', { ...headers, 'webhook-id': 'stored_2' }],
      ['{}', { ...headers, 'webhook-timestamp': `${Number(headers['webhook-timestamp']) + 1}` }],
    ]
    for (const [body, given] of wrong) expect(() => new Webhook(secret).verify(body, given)).toThrow()
  })
})

describe('a hook secret', () => {
  it.each(['', 'whsec_', 'secret', secretOf(1).slice(6), 'whsec_c2hvcnQ=', `whsec_${'A'.repeat(100)}`, 'whsec_!!!!'])(
    'is refused if it is %j',
    (text) => {
      expect(() => parseHookSecret(text)).toThrow('expected whsec_ and 24 to 64 bytes in base64')
    },
  )
})
