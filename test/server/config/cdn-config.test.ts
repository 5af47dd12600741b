import { parseCdnConfig } from '../../../server/config/cdn-config'
import { readEnvironment } from '../../../server/config/read-environment'

const env = { CDN_DOMAIN: 'cdn.example.com', CDN_AUTH_TYPE: 'a', CDN_AUTH_KEY: 'aliyuncdnexp1234' }

const problemsOf = (change: Record<string, string | undefined>): string[] => {
  const parsed = parseCdnConfig({ ...env, ...change })
  return 'problems' in parsed ? parsed.problems : []
}

describe('the configuration of a CDN', () => {
  it('needs nothing', () => {
    expect(parseCdnConfig({ OSS_DOMAIN: 'files.example.com' })).toEqual({ value: undefined })
  })

  it('is a domain, a type and a key, and has the life that the CDN’s console proposes', () => {
    const value = { domain: 'https://cdn.example.com', type: 'A', key: 'aliyuncdnexp1234', lifeSeconds: 1800 }
    expect(parseCdnConfig(env)).toEqual({ value })
    expect(parseCdnConfig({ ...env, CDN_AUTH_SECONDS: '3600' })).toEqual({ value: { ...value, lifeSeconds: 3600 } })
  })

  it.each([
    [
      'CDN_DOMAIN',
      'https://cdn.example.com/files',
      'expected an https:// address (http:// on localhost only) without a path',
    ],
    ['CDN_DOMAIN', 'http://cdn.example.com', 'expected an https:// address (http:// on localhost only) without a path'],
    ['CDN_DOMAIN', 'your-domain.com', 'is still the placeholder'],
    ['CDN_DOMAIN', 'b.oss-cn-hangzhou.aliyuncs.com', 'expected the domain of the CDN, got one of OSS'],
    ['CDN_AUTH_TYPE', 'D', 'expected A, B, C or F'],
    ['CDN_AUTH_KEY', 'short', 'expected 16 to 32 letters and digits, got 5 characters'],
    ['CDN_AUTH_KEY', 'k'.repeat(33), 'expected 16 to 32 letters and digits, got 33 characters'],
    ['CDN_AUTH_KEY', 'primary12345,backup12345', 'expected 16 to 32 letters and digits, and no other character'],
    ['CDN_AUTH_SECONDS', '299', 'expected whole seconds from 300 to 31536000'],
    ['CDN_AUTH_SECONDS', '1800.5', 'expected whole seconds from 300 to 31536000'],
    ['CDN_AUTH_SECONDS', 'an hour', 'expected whole seconds from 300 to 31536000'],
  ])('refuses %s=%s by a sentence', (name, value, sentence) => {
    expect(problemsOf({ [name]: value })).toEqual([`${name}: ${sentence}`])
  })

  it('names everything that is wrong or missing at once', () => {
    expect(problemsOf({ CDN_AUTH_TYPE: 'D', CDN_AUTH_KEY: undefined })).toEqual([
      'CDN_AUTH_TYPE: expected A, B, C or F',
      'CDN_AUTH_KEY: expected together with CDN_DOMAIN',
    ])
    expect(problemsOf({ CDN_DOMAIN: '' })).toEqual(['CDN_DOMAIN: expected beside CDN_AUTH_TYPE or CDN_AUTH_KEY'])
  })

  it('refuses the domain to which clients upload', () => {
    const problem = 'CDN_DOMAIN: expected another address than OSS_DOMAIN, to which clients upload'
    expect(problemsOf({ OSS_DOMAIN: 'https://cdn.example.com/' })).toEqual([problem])
  })

  it('stands beside the other problems of the environment, and shows no key', () => {
    const wrong = { CDN_AUTH_KEY: 'secret-cdn-key-1234' }
    const read = (): unknown => readEnvironment(wrong)
    expect(read).toThrow(/OSS_BUCKET: is missing[\s\S]*CDN_AUTH_KEY: expected 16 to 32/)
    expect(read).not.toThrow(/secret-cdn/)
  })
})
