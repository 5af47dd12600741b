import { randomBytes } from 'node:crypto'
import { finalKey, pendingKey, uploadId } from '../../../server/oss/object-key'

const user = '0123456789abcdef01234567'
const random = Uint8Array.from({ length: 16 }, (_, index) => index)
const parts = { prefix: 'uploads', folder: 'photo', user, type: 'image/jpeg', random }

describe('finalKey', () => {
  it('is prefix, folder, user, random name and the extension of the media type', () => {
    expect(finalKey(parts)).toBe(`uploads/photo/${user}/000102030405060708090a0b0c0d0e0f.jpg`)
  })

  it.each([
    ['video/quicktime', 'mov'],
    ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'],
    ['application/x-unheard-of', 'bin'],
    ['constructor/prototype', 'bin'],
  ])('for %s ends with .%s', (type, extension) => {
    expect(finalKey({ ...parts, type }).endsWith(`.${extension}`)).toBe(true)
  })

  it('needs at least 128 random bits', () => {
    expect(() => finalKey({ ...parts, random: randomBytes(15) })).toThrow(/16 random bytes/)
  })
})

describe('pendingKey', () => {
  it('is below pending/ of a prefix with or without slashes', () => {
    expect(pendingKey('uploads/photo/u/1.jpg', 'uploads')).toBe('uploads/pending/photo/u/1.jpg')
    expect(pendingKey('a/b/photo/u/1.jpg', 'a/b')).toBe('a/b/pending/photo/u/1.jpg')
  })
})

describe('uploadId', () => {
  it('is the random part of the key', () => {
    expect(uploadId(finalKey(parts))).toBe('000102030405060708090a0b0c0d0e0f')
  })
})
