import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { configProblem } from '../../../../server/cli/terminal/config-problem'
import { readEnvironment } from '../../../../server/index'

const folder = fileURLToPath(new URL('../../../../server/config/', import.meta.url))

/** Each has one wrong value or more. */
const WRONG: Record<string, string>[] = [
  {},
  {
    OSS_BUCKET: 'No_Bucket',
    OSS_REGION: 'hangzhou!',
    OSS_DOMAIN: 'ftp://x',
    OSS_PREFIX: '/a/',
    STS_ROLE_ARN: 'role',
    SESSION_SECRET: 'short',
    KEY_SECRET: 'your-secret',
    PUBLIC_URL: 'http://a.example.com',
    PORT: 'http',
    TRUSTED_PROXIES: 'proxy',
    CORS_ORIGINS: 'www.example.com',
    METRICS_TOKEN: 'x',
    LIMIT_IP_PER_MINUTE: '0',
    LIMIT_BYTES_PER_DAY: '5',
    LIMIT_STORE: 'memcached://127.0.0.1',
    LIMIT_INSTANCES: 'three',
    OPTIONAL_ENDPOINTS: 'all',
    WECHAT_APPID: 'x',
    WECHAT_SECRET: '-',
    DOORS: 'presign',
  },
  { OSS_BUCKET: 'a-bucket', OSS_BUCKETS: 'public', OSS_PUBLIC_BUCKET: 'a-bucket' },
  { OSS_BUCKETS: '2nd' },
  { OSS_BUCKETS: 'a,b,c,d,e,f' },
  { WECHAT_APPID: 'wx0123456789abcdef', JWT_ISSUER: 'a' },
  {
    CDN_DOMAIN: 'https://cdn.example.com/files',
    CDN_AUTH_TYPE: 'D',
    CDN_AUTH_KEY: 'short',
    CDN_AUTH_SECONDS: '30',
  },
  { CDN_AUTH_KEY: 'one-and-other-one', CDN_AUTH_SECONDS: 'long' },
  { CDN_DOMAIN: 'examplebucket.oss-cn-hangzhou.aliyuncs.com' },
  {
    HOST_API_KEYS: [
      'key',
      'Ann:key:urls',
      'a:short:urls',
      `b:${'a'.repeat(40)}:urls`,
      'c:0123456789abcdef0123456789abcdef!:urls',
      'd:0123456789abcdef0123456789abcdef:put',
      'e:0123456789abcdef0123456789abcdef:urls',
      'e:0123456789abcdef0123456789abcde0:urls',
      'f:0123456789abcdef0123456789abcdef:urls',
    ].join(','),
  },
]

const problemsOf = (env: Record<string, string>): string[] => {
  try {
    readEnvironment(env)
  } catch (error) {
    const [, ...lines] = (error as Error).message.split('\n')
    return lines.map((line) => line.trim())
  }
  return []
}

describe('a problem of the configuration', () => {
  it('is told in Chinese, whatever sentence the backend has for it', () => {
    const sources = readdirSync(folder).map((name) => readFileSync(folder + name, 'utf8'))
    const sentences = sources.flatMap((source) =>
      [...source.matchAll(/'((?:expected|is still|is missing)[^']*)'/g)].map(([, sentence]) => `NAME: ${sentence}`),
    )
    expect(sentences.length).toBeGreaterThan(20)
    const untranslated = sentences.filter((line) => configProblem(line, 'zh').includes('值不合法'))
    expect(untranslated).toEqual([])
  })

  it.each(WRONG)('names its variable in both languages: %j', (env) => {
    const problems = problemsOf(env)
    expect(problems.length).toBeGreaterThan(1)
    for (const line of problems) {
      const [name = ''] = line.split(':')
      expect(configProblem(line, 'en')).toBe(line)
      expect(configProblem(line, 'zh')).toMatch(new RegExp(`^${name}：.*\\p{Script=Han}`, 'u'))
      if (/^(HOST_API_KEYS|OSS_\w+)$/.test(name)) expect(configProblem(line, 'zh')).not.toContain('值不合法')
    }
  })
})
