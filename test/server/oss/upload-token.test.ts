import { randomBytes } from 'node:crypto'
import { Fault } from '../../../server/faults/fault'
import { sessionIdentity } from '../../../server/identity/session'
import { type Upload, uploadTokens } from '../../../server/oss/upload-token'

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5)
const OLD = 'old-secret-old-secret-old-secret-old'
const NEW = 'new-secret-new-secret-new-secret-new'
const upload: Upload = {
  user: { id: 'o-1', kind: 'wechat', issuer: 'wx1' },
  route: 'photo',
  input: { album: '旅行' },
  key: 'uploads/photo/ab/cd.jpg',
  size: 9,
  type: 'image/jpeg',
  name: '照片.jpg',
  expiresAt: NOW + 1000,
}
const tokens = uploadTokens([NEW], randomBytes)

const codeOf = (call: () => unknown): string => {
  try {
    call()
    return 'opened'
  } catch (error) {
    return error instanceof Fault ? error.code : String(error)
  }
}

describe('uploadTokens', () => {
  it('opens what it sealed', () => {
    expect(tokens.open(tokens.seal(upload), NOW)).toEqual(upload)
  })

  it('makes tokens that need no encoding in a form body or a URL', () => {
    expect(tokens.seal(upload)).toMatch(/^[\w-]+$/)
  })

  it('makes tokens that reveal nothing of the upload', () => {
    const bytes = Buffer.from(tokens.seal(upload), 'base64url').toString('latin1')
    expect(bytes).not.toContain('photo')
    expect(bytes).not.toContain('o-1')
  })

  it('makes another token each time', () => {
    expect(tokens.seal(upload)).not.toBe(tokens.seal(upload))
  })

  it('refuses a token with any one byte changed: version, nonce, ciphertext or tag', () => {
    const sealed = Buffer.from(tokens.seal(upload), 'base64url')
    for (let index = 0; index < sealed.length; index += 1) {
      const altered = Buffer.from(sealed)
      altered[index] = (altered[index] ?? 0) ^ 1
      expect(codeOf(() => tokens.open(altered.toString('base64url'), NOW))).toBe('upload-invalid')
    }
  })

  it('refuses a token that is shortened, lengthened, or spelt in another way', () => {
    const token = tokens.seal(upload)
    for (const bad of ['', 'x', token.slice(0, -1), token.slice(0, 20), `${token}A`, `${token}=`, `${token}\n`]) {
      expect(codeOf(() => tokens.open(bad, NOW))).toBe('upload-invalid')
    }
  })

  it('refuses an expired upload, from its very millisecond on', () => {
    const token = tokens.seal(upload)
    expect(codeOf(() => tokens.open(token, NOW + 999))).toBe('opened')
    expect(codeOf(() => tokens.open(token, NOW + 1000))).toBe('upload-expired')
  })

  it('opens a token of the old secret as long as that secret is listed', () => {
    const old = uploadTokens([OLD], randomBytes).seal(upload)
    expect(codeOf(() => uploadTokens([NEW, OLD], randomBytes).open(old, NOW))).toBe('opened')
    expect(codeOf(() => tokens.open(old, NOW))).toBe('upload-invalid')
  })

  it('seals with the first secret', () => {
    const sealed = uploadTokens([NEW, OLD], randomBytes).seal(upload)
    expect(codeOf(() => tokens.open(sealed, NOW))).toBe('opened')
    expect(codeOf(() => uploadTokens([OLD], randomBytes).open(sealed, NOW))).toBe('upload-invalid')
  })

  it('does not take a session for an upload, nor the other way round, though one secret makes both', async () => {
    const identity = sessionIdentity({ secrets: [NEW], login: async () => upload.user, now: () => NOW })
    const session = await identity.login?.('code')
    expect(codeOf(() => tokens.open(session?.token ?? '', NOW))).toBe('upload-invalid')
    const request = new Request('http://localhost/', { headers: { authorization: `Bearer ${tokens.seal(upload)}` } })
    expect(await identity.identify(request)).toBeUndefined()
  })
})
