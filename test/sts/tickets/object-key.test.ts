import { assertKey, extensionOf, randomId } from '../../../miniprogram/uploader/sts/tickets/object-key'

describe('assertKey', () => {
  it.each(['a', 'photos/2026/1 +.jpg', '照片/一.jpg', '.well-known/x', 'a..b', 'x'.repeat(1023)])(
    'accepts %s',
    (key) => {
      expect(() => assertKey(key)).not.toThrow()
    },
  )

  it.each(['', '/a', '\\a', '?a', 'a//b', 'a/', 'a/./b', '../a', 'a/..', 'a$b', 'a\nb', '照'.repeat(342)])(
    'refuses %j',
    (key) => {
      expect(() => assertKey(key)).toThrow(expect.objectContaining({ code: 'misuse' }))
    },
  )

  it('names `keyOf` if that returned nothing', () => {
    expect(() => assertKey(undefined as unknown as string)).toThrow(/keyOf/)
  })
})

describe('randomId', () => {
  it('has 128 random bits in hex', () => {
    expect(randomId(() => 0)).toBe('0'.repeat(32))
    expect(randomId(() => 1 - 2 ** -53)).toBe('f'.repeat(32))
  })
})

describe('extensionOf', () => {
  it.each([
    ['image/jpeg', 'jpg'],
    ['application/x-unheard-of', 'bin'],
  ])('%s is %s', (type, extension) => {
    expect(extensionOf(type)).toBe(extension)
  })
})
