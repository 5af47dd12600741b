import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { finalKey, pendingKey, uploadId, userHash } from '../../../server/oss/object-key'

const SECRET = 'key-secret-key-secret-key-secret-key'
const user = { id: 'o-1', kind: 'wechat', issuer: 'wx1' }
const random = Uint8Array.from({ length: 16 }, (_, index) => index)
const parts = { prefix: 'uploads', folder: 'photo', user, type: 'image/jpeg', random }

describe('finalKey', () => {
  it('is prefix, folder, user, random name and the extension of the media type', () => {
    expect(finalKey(parts, SECRET)).toBe(`uploads/photo/${userHash(user, SECRET)}/000102030405060708090a0b0c0d0e0f.jpg`)
  })

  it.each([
    ['video/quicktime', 'mov'],
    ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'],
    ['application/x-unheard-of', 'bin'],
    ['constructor/prototype', 'bin'],
  ])('for %s ends with .%s', (type, extension) => {
    expect(finalKey({ ...parts, type }, SECRET).endsWith(`.${extension}`)).toBe(true)
  })

  it('needs at least 128 random bits', () => {
    expect(() => finalKey({ ...parts, random: randomBytes(15) }, SECRET)).toThrow(/16 random bytes/)
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
    expect(uploadId(finalKey(parts, SECRET))).toBe('000102030405060708090a0b0c0d0e0f')
  })
})

describe('userHash', () => {
  it('is 96 bits in hex, and depends on the secret', () => {
    expect(userHash(user, SECRET)).toMatch(/^[0-9a-f]{24}$/)
    expect(userHash(user, `${SECRET}2`)).not.toBe(userHash(user, SECRET))
  })

  it('differs for any two users, whatever characters their ids have', () => {
    const anyUser = fc.record({ id: fc.string(), kind: fc.string(), issuer: fc.string() })
    fc.assert(
      fc.property(anyUser, anyUser, (a, b) => {
        const isSame = a.id === b.id && a.kind === b.kind && a.issuer === b.issuer
        expect(userHash(a, SECRET) === userHash(b, SECRET)).toBe(isSame)
      }),
    )
    expect(userHash({ kind: 'a', issuer: 'b","c', id: 'd' }, SECRET)).not.toBe(
      userHash({ kind: 'a', issuer: 'b', id: 'c","d' }, SECRET),
    )
  })
})
