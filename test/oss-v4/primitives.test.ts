import fc from 'fast-check'
import { PRIMITIVES } from './primitives'

const [[, node], [, cryptoJs]] = PRIMITIVES as [(typeof PRIMITIVES)[0], (typeof PRIMITIVES)[0]]

describe('crypto-js and node:crypto', () => {
  it('compute the same hashes and base64 of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ unit: 'grapheme' }), (key, text) => {
        expect(cryptoJs.sha256Hex(text)).toBe(node.sha256Hex(text))
        expect(cryptoJs.hmacHex(key, text)).toBe(node.hmacHex(key, text))
        expect(cryptoJs.base64(text)).toBe(node.base64(text))
      }),
      { seed: 20_260_108 },
    )
  })
})

describe.each(PRIMITIVES)('%s', (_, primitives, hexOf) => {
  it('gives an HMAC as digest and as hex, and takes a digest as key', () => {
    const digest = primitives.hmac('key', 'text')
    expect(hexOf(digest)).toBe(primitives.hmacHex('key', 'text'))
    expect(hexOf(digest)).toBe('6afa9046a9579cad143a384c1b564b9a250d27d6f6a63f9f20bf3a7594c9e2c6')
    expect(primitives.hmacHex(digest, 'text')).toMatch(/^[0-9a-f]{64}$/)
    expect(primitives.hmacHex(digest, 'text')).not.toBe(primitives.hmacHex('key', 'text'))
  })
})
