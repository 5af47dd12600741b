import { signer, signingKey } from '../../miniprogram/uploader/oss-v4/signing-key'
import { PRIMITIVES } from './primitives'

const SCOPE = { date: '20260102T030405Z', region: 'cn-hangzhou' }

describe.each(PRIMITIVES)('signer with %s', (_, primitives) => {
  const derivations = () => {
    let count = 0
    const counting: typeof primitives = {
      ...primitives,
      hmac: (key, text) => {
        count += 1
        return primitives.hmac(key, text)
      },
    }
    return { counting, count: () => count }
  }

  it('signs with the signing key of its secret and scope', () => {
    const key = signingKey('secret', SCOPE, primitives)
    expect(signer('secret', SCOPE, primitives)('text')).toBe(primitives.hmacHex(key, 'text'))
  })

  it('derives a key once for all signatures of a day, however many sessions take turns', () => {
    const { counting, count } = derivations()
    for (const time of ['000000Z', '120000Z', '235959Z']) {
      for (const secret of ['one', 'two', 'three']) signer(secret, { ...SCOPE, date: `20260102T${time}` }, counting)
    }
    expect(count()).toBe(3 * 4)
  })

  it('gives every day, region, product and secret its own key', () => {
    const signatures = [
      signer('secret', SCOPE, primitives),
      signer('secret', { ...SCOPE, date: '20260103T030405Z' }, primitives),
      signer('secret', { ...SCOPE, region: 'cn-beijing' }, primitives),
      signer('secret', { ...SCOPE, product: 'oss-cloudbox' }, primitives),
      signer('another', SCOPE, primitives),
    ].map((sign) => sign('text'))
    expect(new Set(signatures).size).toBe(5)
  })

  it('does not keep the keys of old sessions for ever', () => {
    const { counting, count } = derivations()
    for (let session = 0; session < 100; session += 1) signer(`secret ${session}`, SCOPE, counting)
    const before = count()
    signer('secret 0', SCOPE, counting)
    expect(count()).toBe(before + 4)
  })
})
