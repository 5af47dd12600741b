import fc from 'fast-check'
import { encodePath, objectUrl, percentEncode } from '../../miniprogram/uploader/oss-v4/encoding'

/** Any text, sometimes with half of a surrogate pair at its end. */
const anyText = fc
  .string({ unit: 'binary', maxLength: 60 })
  .chain((text) => fc.constantFrom(text, `${text}\ud800`, `\udc00${text}`))

describe('percentEncode', () => {
  it('encodes every UTF-8 byte of any text but the unreserved ones', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const encoded = percentEncode(text)
        expect(encoded).toMatch(/^([A-Za-z0-9._~-]|%[0-9A-F]{2})*$/)
        expect(decodeURIComponent(encoded)).toBe(Buffer.from(text, 'utf8').toString('utf8'))
      }),
      { seed: 20_260_106 },
    )
  })
})

describe('encodePath', () => {
  it('keeps the slashes between the segments', () => {
    expect(encodePath("a b/照/!'()*~")).toBe('a%20b/%E7%85%A7/%21%27%28%29%2A~')
  })
})

describe('objectUrl', () => {
  it('appends the encoded key to the origin', () => {
    expect(objectUrl('https://files.example.com', '照片/1 +.jpg')).toBe(
      'https://files.example.com/%E7%85%A7%E7%89%87/1%20%2B.jpg',
    )
  })
})
