import fc from 'fast-check'
import { userHash } from '../../../server/identity/user-hash'

const SECRET = 'key-secret-key-secret-key-secret-key'
const user = { id: 'o-1', kind: 'wechat', issuer: 'wx1' }

describe('userHash', () => {
  it('is 96 bits in hex, and differs for every secret', () => {
    expect(userHash(user, SECRET)).toMatch(/^[0-9a-f]{24}$/)
    expect(userHash(user, `${SECRET}2`)).not.toBe(userHash(user, SECRET))
  })

  it('is never the same for two users, whatever characters their ids contain', () => {
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
