import { privateUrl } from '../../../../server/oss/signing/private-url'

const MINUTE = 60_000
const TEN = Date.UTC(2026, 0, 2, 3, 10)
const place = {
  domain: 'https://files.example.com',
  bucket: 'examplebucket',
  region: 'cn-hangzhou',
  key: 'uploads/photo/u/1.jpg',
}
const keys = { accessKeyId: 'STS.testid', accessKeySecret: 'testsecret', securityToken: 'tok+en==' }

describe('privateUrl', () => {
  it('lasts an hour with credentials that last longer', () => {
    const credentials = { ...keys, expiresAt: Number.POSITIVE_INFINITY }
    expect(privateUrl(place, {}, credentials, TEN + 4 * MINUTE).expiresIn).toBe(56 * 60)
  })

  it('ends a minute before its credentials do', () => {
    const credentials = { ...keys, expiresAt: TEN + 30 * MINUTE }
    expect(privateUrl(place, {}, credentials, TEN + 4 * MINUTE).expiresIn).toBe(25 * 60)
  })
})
