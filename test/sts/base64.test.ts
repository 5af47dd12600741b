import fc from 'fast-check'
import { fromBase64, toBase64, utf8 } from '../../miniprogram/uploader/sts/base64'

/** Any text, sometimes with half of a surrogate pair at its end. */
const anyText = fc.string({ unit: 'binary', maxLength: 60 }).chain((text) => fc.constantFrom(text, `${text}\ud800`))

describe('utf8 and toBase64', () => {
  it('give any text the bytes and the base64 that Node gives it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const bytes = Buffer.from(text, 'utf8')
        expect(utf8(text)).toBe(bytes.toString('latin1'))
        expect(toBase64(text)).toBe(bytes.toString('base64'))
      }),
      { seed: 20_260_106 },
    )
  })
})

describe('fromBase64', () => {
  it('gives ASCII back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
        expect(fromBase64(Buffer.from(text).toString('base64'))).toBe(text)
      }),
      { seed: 20_260_107 },
    )
  })

  it('ends at the first character that is not base64', () => {
    expect(fromBase64('YWJj\nZGVm')).toBe('abc')
    expect(fromBase64('')).toBe('')
  })
})
