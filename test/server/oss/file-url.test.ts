import { publicUrl, signedUrl } from '../../../server/oss/file-url'

const MINUTE = 60_000
const TEN = Date.UTC(2026, 0, 2, 3, 10)
const place = {
  domain: 'https://files.example.com',
  bucket: 'examplebucket',
  region: 'cn-hangzhou',
  key: 'uploads/photo/u/1.jpg',
}
const keys = { accessKeyId: 'STS.testid', accessKeySecret: 'testsecret', securityToken: 'tok+en==' }
const forAnHour = { ...keys, expiresAt: TEN + 120 * MINUTE }

describe('the URL of a private file', () => {
  it('is the same all through ten minutes, so that image caches hit', () => {
    const urls = [0, 1, 9 * MINUTE, 10 * MINUTE - 1].map((later) => signedUrl(place, forAnHour, TEN + later).url)
    expect(new Set(urls).size).toBe(1)
    expect(signedUrl(place, forAnHour, TEN + 10 * MINUTE).url).not.toBe(urls[0])
  })

  it('says truly how long it is good for: an hour from the date it carries', () => {
    const { url, expiresIn } = signedUrl(place, forAnHour, TEN + 4 * MINUTE)
    const query = new URL(url).searchParams
    expect(query.get('x-oss-date')).toBe('20260102T031000Z')
    expect(query.get('x-oss-expires')).toBe('3600')
    expect(query.get('x-oss-security-token')).toBe('tok+en==')
    expect(expiresIn).toBe(56 * 60)
  })

  it('ends a minute before its credentials do', () => {
    const { expiresIn } = signedUrl(place, { ...keys, expiresAt: TEN + 30 * MINUTE }, TEN + 4 * MINUTE)
    expect(expiresIn).toBe(25 * 60)
  })
})

describe('the URL of a public file', () => {
  it('is domain and key', () => {
    expect(publicUrl({ ...place, key: 'uploads/a b.jpg' })).toEqual({
      url: 'https://files.example.com/uploads/a%20b.jpg',
    })
  })
})
