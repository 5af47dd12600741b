import fc from 'fast-check'
import { contentDisposition } from '../../miniprogram/uploader/sts/content-disposition'
import { encodePath, fromBase64, percentEncode, toBase64, utf8 } from '../../miniprogram/uploader/sts/encoding'
import { assertKey, extensionOf, randomId } from '../../miniprogram/uploader/sts/object-key'
import { elements, textOf } from '../../miniprogram/uploader/sts/xml'

/** Halves of surrogate pairs included. */
const anyText = () =>
  fc.string({ unit: 'binary', maxLength: 60 }).chain((text) => fc.constantFrom(text, `${text}\ud800`))

describe('text', () => {
  it('has the bytes, the base64 and the percent signs that Node gives it', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const bytes = Buffer.from(text, 'utf8')
        expect(Buffer.from(utf8(text)).equals(bytes)).toBe(true)
        expect(toBase64(text)).toBe(bytes.toString('base64'))
        const encoded = percentEncode(text)
        expect(encoded).toMatch(/^([A-Za-z0-9._~-]|%[0-9A-F]{2})*$/)
        expect(decodeURIComponent(encoded)).toBe(bytes.toString('utf8'))
      }),
      { seed: 20_260_106 },
    )
  })

  it('of ASCII comes back from base64, which ends at whatever is none', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
        expect(fromBase64(Buffer.from(text).toString('base64'))).toBe(text)
      }),
      { seed: 20_260_107 },
    )
    expect(fromBase64('YWJj\nZGVm')).toBe('abc')
    expect(fromBase64('')).toBe('')
  })

  it('keeps the slashes of a path', () => {
    expect(encodePath("a b/照/!'()*~")).toBe('a%20b/%E7%85%A7/%21%27%28%29%2A~')
  })
})

describe('XML', () => {
  const xml = '<L><Part><N>1</N><E>&quot;A&amp;B&quot;</E></Part><PartX>no</PartX><Part><N>2</N><E/></Part></L>'

  it('gives up its elements in order, and their text', () => {
    expect(elements(xml, 'Part').map((part) => textOf(part, 'N'))).toEqual(['1', '2'])
    expect(textOf(xml, 'E')).toBe('"A&B"')
  })

  it('that is none has none', () => {
    expect([textOf('<html>', 'Code'), elements('', 'Part')]).toEqual(['', []])
  })
})

describe('a key', () => {
  it.each(['a', 'photos/2026/1 +.jpg', '照片/一.jpg', '.well-known/x', 'a..b', 'x'.repeat(1023)])(
    'may be %s',
    (key) => {
      expect(() => assertKey(key)).not.toThrow()
    },
  )

  it.each(['', '/a', '\\a', '?a', 'a//b', 'a/', 'a/./b', '../a', 'a/..', 'a$b', 'a\nb', '照'.repeat(342)])(
    'may not be %j',
    (key) => {
      expect(() => assertKey(key)).toThrow(expect.objectContaining({ code: 'misuse' }))
    },
  )

  it('is not what a forgetful function gave', () => {
    expect(() => assertKey(undefined as unknown as string)).toThrow(/keyOf/)
  })

  it('is drawn from 128 bits, and ends as its type does', () => {
    expect(randomId(() => 0)).toBe('0'.repeat(32))
    expect(randomId(() => 1 - 2 ** -53)).toBe('f'.repeat(32))
    expect(['image/jpeg', 'application/x-unheard-of'].map(extensionOf)).toEqual(['jpg', 'bin'])
  })
})

describe('the content disposition', () => {
  it.each([
    ['image/jpeg', undefined, undefined],
    ['image/jpeg', 'a "b".jpg', "inline; filename*=UTF-8''a%20%22b%22.jpg"],
    ['image/svg+xml', undefined, 'attachment'],
    ['application/pdf', '合同$.pdf', "attachment; filename*=UTF-8''%E5%90%88%E5%90%8C%24.pdf"],
  ])('of %s named %s', (type, name, expected) => {
    expect(contentDisposition(type, name)).toBe(expected)
  })
})
