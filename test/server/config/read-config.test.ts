import { readConfig } from '../../../server/config/read-config'
import { bucketHost, hostUrl, isPlaceholder, regionId } from '../../../server/config/values'

const env = {
  OSS_BUCKET: 'examplebucket',
  OSS_REGION: 'cn-hangzhou',
  STS_ROLE_ARN: 'acs:ram::1234567890123456:role/uploader',
  SESSION_SECRET: 'session-secret-session-secret-session',
  KEY_SECRET: 'key-secret-key-secret-key-secret-key',
}

const messageOf = (change: Record<string, string | undefined>): string => {
  try {
    readConfig({ ...env, ...change })
    return 'accepted'
  } catch (error) {
    return (error as Error).message
  }
}

describe('the environment', () => {
  it('needs five variables; the others have defaults', () => {
    expect(readConfig(env)).toEqual({
      port: 8080,
      oss: {
        bucket: 'examplebucket',
        region: 'cn-hangzhou',
        endpoint: 'https://examplebucket.oss-cn-hangzhou.aliyuncs.com',
        domain: 'https://examplebucket.oss-cn-hangzhou.aliyuncs.com',
        prefix: 'uploads',
      },
      sts: { roleArn: env.STS_ROLE_ARN },
      secrets: { session: [env.SESSION_SECRET], key: env.KEY_SECRET },
    })
  })

  it('is read completely', () => {
    const config = readConfig({
      ...env,
      PORT: '9000',
      PUBLIC_URL: 'https://api.example.com/up/',
      OSS_REGION: 'oss-cn-shenzhen',
      OSS_DOMAIN: 'files.example.com',
      OSS_ENDPOINT: 'oss-cn-shenzhen-internal.aliyuncs.com',
      OSS_PREFIX: 'app/uploads',
      STS_ENDPOINT: 'sts-vpc.cn-shenzhen.aliyuncs.com',
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'local-key-id',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'local-key-secret',
      SESSION_SECRET: `${'n'.repeat(32)}, ${'o'.repeat(32)}`,
      PART_LENGTH_SIGNED: 'off',
      LOG_LEVEL: 'warn',
    })
    expect(config).toMatchObject({
      port: 9000,
      publicUrl: 'https://api.example.com/up',
      oss: {
        region: 'cn-shenzhen',
        endpoint: 'https://examplebucket.oss-cn-shenzhen-internal.aliyuncs.com',
        domain: 'https://files.example.com',
        prefix: 'app/uploads',
      },
      sts: { endpoint: 'https://sts-vpc.cn-shenzhen.aliyuncs.com' },
      source: { accessKeyId: 'local-key-id', accessKeySecret: 'local-key-secret' },
      secrets: { session: ['n'.repeat(32), 'o'.repeat(32)] },
      partLengthSigned: false,
      logLevel: 'warn',
    })
  })

  it('without anything is answered with everything that is missing, at once', () => {
    const message = messageOf(Object.fromEntries(Object.keys(env).map((name) => [name, undefined])))
    for (const name of Object.keys(env)) expect(message).toContain(`${name}: `)
    expect(message.split('\n')).toHaveLength(6)
  })

  it.each([
    ['OSS_BUCKET', 'your-bucket', 'placeholder'],
    ['OSS_BUCKET', 'Example', 'bucket name'],
    ['OSS_REGION', 'hangzhou', 'cn-hangzhou'],
    ['KEY_SECRET', 'x'.repeat(40), 'placeholder'],
    ['KEY_SECRET', 'short', '32 characters'],
    ['SESSION_SECRET', `${'n'.repeat(32)},short`, '32 characters'],
    ['SESSION_SECRET', '<random string of 32 or more chars>', 'placeholder'],
    ['STS_ROLE_ARN', 'uploader', 'acs:ram::'],
    ['PUBLIC_URL', 'http://api.example.com', 'https://'],
    ['PUBLIC_URL', 'http://localhost:8080', 'over the internet'],
    ['PUBLIC_URL', 'https://192.168.1.5', 'over the internet'],
    ['PUBLIC_URL', 'https://a.example.com;https://b.example.com', 'one address'],
    ['PUBLIC_URL', 'https://your-domain.com', 'placeholder'],
    ['OSS_DOMAIN', 'https://files.example.com/sub', 'without a path'],
    ['OSS_DOMAIN', 'https://examplebucket.oss-cn-hangzhou-internal.aliyuncs.com', 'clients reach'],
    ['OSS_REGION', 'oss-cn-hangzhou-internal', 'cn-hangzhou'],
    ['OSS_PREFIX', 'a'.repeat(201), '200'],
    ['OSS_DOMAIN', 'https://files.example.com?x', 'https://'],
    ['OSS_PREFIX', '/uploads/', 'slashes'],
    ['PORT', 'http', 'port'],
    ['ALIBABA_CLOUD_ACCESS_KEY_ID', 'local-key-id', 'ALIBABA_CLOUD_ACCESS_KEY_ID'],
    ['PART_LENGTH_SIGNED', 'no', 'off'],
    ['LOG_LEVEL', 'loud', 'info'],
  ])('with %s=%s is refused by name', (name, value, hint) => {
    const message = messageOf({ [name]: value })
    expect(message).toMatch(name === 'ALIBABA_CLOUD_ACCESS_KEY_ID' ? /_SECRET: / : new RegExp(`\n  ${name}: `))
    expect(message).toContain(hint)
  })

  it('with a temporary key leaves the key to the official chain, which reads the token as well', () => {
    const key = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'STS.local', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'local-key-secret' }
    expect(messageOf(key)).toContain('ALIBABA_CLOUD_SECURITY_TOKEN: expected beside')
    const token = { ...key, ALIBABA_CLOUD_SECURITY_TOKEN: 'local-token' }
    expect(readConfig({ ...env, ...token }).source).toBeUndefined()
    expect(messageOf({ ...token, STS_ROLE_ARN: '' })).toContain('STS_ROLE_ARN: expected a role')
  })

  it('may contain the spaces and line ends that pasting leaves', () => {
    expect(readConfig({ ...env, OSS_BUCKET: ' examplebucket\r\n' }).oss.bucket).toBe('examplebucket')
  })

  it('with an Alibaba Cloud endpoint as OSS_DOMAIN means the bucket’s own host there', () => {
    const { oss } = readConfig({ ...env, OSS_BUCKET: 'b12', OSS_DOMAIN: 'oss-cn-hangzhou.aliyuncs.com' })
    expect(oss.domain).toBe('https://b12.oss-cn-hangzhou.aliyuncs.com')
  })

  it('never has its secrets printed', () => {
    const message = messageOf({ KEY_SECRET: 'hunter2', SESSION_SECRET: 'hunter3' })
    expect(message).not.toMatch(/hunter/)
  })

  it('needs no role if it has a key', () => {
    const keys = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'local-key-id', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'local-key-secret' }
    expect(readConfig({ ...env, ...keys, STS_ROLE_ARN: '' }).sts).toBeUndefined()
    expect(messageOf({ STS_ROLE_ARN: ' ' })).toContain('STS_ROLE_ARN: expected a role')
  })
})

describe('a setting that cannot work', () => {
  const keys = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'STS.local', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'local-key-secret' }

  it.each([
    ['KEY_SECRET', `"${env.KEY_SECRET}"`],
    ['SESSION_SECRET', `'${env.SESSION_SECRET}'`],
    ['OSS_BUCKET', '"examplebucket"'],
    ['OSS_DOMAIN', '"files.example.com"'],
  ])('is a quoted value, as docker --env-file keeps it: %s', (name, value) => {
    expect(messageOf({ [name]: value })).toContain(`${name}: expected a value without quotes around it`)
    expect(messageOf({ [name]: value })).not.toContain(env.KEY_SECRET)
  })

  it.each([
    ['OSS_DOMAIN', 'otherbucket.oss-cn-hangzhou.aliyuncs.com', 'of the bucket examplebucket, got one of otherbucket'],
    ['OSS_ENDPOINT', 'https://otherbucket.oss-cn-hangzhou-internal.aliyuncs.com', 'got one of otherbucket'],
    ['OSS_DOMAIN', 'oss-cn-shanghai.aliyuncs.com', 'in cn-hangzhou, got one in cn-shanghai'],
    ['OSS_ENDPOINT', 'examplebucket.oss-cn-shanghai-internal.aliyuncs.com', 'got one in cn-shanghai'],
  ])('is an address of another bucket or region: %s=%s', (name, value, problem) => {
    expect(messageOf({ [name]: value })).toContain(`${name}: expected an address`)
    expect(messageOf({ [name]: value })).toContain(problem)
  })

  it.each([
    'examplebucket.oss-accelerate.aliyuncs.com',
    'oss-cn-hangzhou.aliyuncs.com',
    'examplebucket.oss-cn-hangzhou.aliyuncs.com',
    'files.example.com',
  ])('is not the address %s', (value) => expect(messageOf({ OSS_DOMAIN: value })).toBe('accepted'))

  it('is a temporary key without a role, and the problem names the role', () => {
    const message = messageOf({ ...keys, ALIBABA_CLOUD_SECURITY_TOKEN: 'token', STS_ROLE_ARN: '' })
    expect(message).toContain('STS_ROLE_ARN: expected a role to assume beside a temporary key')
    expect(message).not.toContain('_SECRET')
  })
})

describe('a value of the environment', () => {
  it.each([
    ['files.example.com', 'https://files.example.com'],
    ['http://localhost:9000', 'http://localhost:9000'],
    ['http://files.example.com', ''],
    ['https://a:b@files.example.com', ''],
    ['not a host', ''],
  ])('%s as an address is %j', (value, url) => expect(hostUrl(value)).toBe(url))

  it.each([
    ['oss-cn-hangzhou', 'cn-hangzhou'],
    ['ap-southeast-1', 'ap-southeast-1'],
    ['CN', ''],
  ])('%s as a region is %j', (value, region) => expect(regionId(value)).toBe(region))

  it.each([
    ['https://oss-cn-hangzhou.aliyuncs.com', 'https://b1.oss-cn-hangzhou.aliyuncs.com'],
    ['https://b1.oss-cn-hangzhou.aliyuncs.com', 'https://b1.oss-cn-hangzhou.aliyuncs.com'],
    ['https://files.example.com', 'https://files.example.com'],
    ['http://localhost:9000', 'http://localhost:9000'],
  ])('%s as an endpoint gives the bucket’s host %s', (endpoint, host) => expect(bucketHost('b1', endpoint)).toBe(host))

  it.each(['your-key', 'YOUR_KEY', '<key>', 'xxx', 'xxxxxx', 'changeme', 'change-me', 'replace-this'])(
    '%s is a placeholder',
    (value) => expect(isPlaceholder(value)).toBe(true),
  )

  it.each(['examplebucket', 'xx-files', 'xxx-photos', 'my-changes'])('%s is not a placeholder', (value) =>
    expect(isPlaceholder(value)).toBe(false),
  )
})

describe('the buckets of OSS_BUCKETS', () => {
  const two = { OSS_BUCKETS: 'public', OSS_PUBLIC_BUCKET: 'example-public' }

  it('need only a name: the region is that of the first bucket, and the domain is its own', () => {
    expect(readConfig({ ...env, ...two }).buckets).toEqual({
      public: {
        bucket: 'example-public',
        region: 'cn-hangzhou',
        endpoint: 'https://example-public.oss-cn-hangzhou.aliyuncs.com',
        domain: 'https://example-public.oss-cn-hangzhou.aliyuncs.com',
      },
    })
    expect(readConfig(env)).not.toHaveProperty('buckets')
    expect(readConfig({ ...env, OSS_PUBLIC_BUCKET: 'example-public' })).not.toHaveProperty('buckets')
  })

  it('have the same variables as the first one', () => {
    const { buckets, oss } = readConfig({
      ...env,
      OSS_BUCKETS: 'public, old_files',
      OSS_PUBLIC_BUCKET: 'example-public',
      OSS_PUBLIC_REGION: 'oss-cn-beijing',
      OSS_PUBLIC_DOMAIN: 'cdn.example.com/',
      OSS_PUBLIC_ENDPOINT: 'oss-cn-beijing-internal.aliyuncs.com',
      OSS_OLD_FILES_BUCKET: 'example-old',
    })
    expect(oss.region).toBe('cn-hangzhou')
    expect(buckets).toMatchObject({
      public: {
        bucket: 'example-public',
        region: 'cn-beijing',
        endpoint: 'https://example-public.oss-cn-beijing-internal.aliyuncs.com',
        domain: 'https://cdn.example.com',
      },
      old_files: { bucket: 'example-old', region: 'cn-hangzhou' },
    })
  })

  it.each([
    [{ OSS_PUBLIC_BUCKET: undefined }, ['OSS_PUBLIC_BUCKET: is missing']],
    [{ OSS_PUBLIC_BUCKET: 'No_Bucket' }, ['OSS_PUBLIC_BUCKET: expected a bucket name, 3 to 63 of a-z 0-9 -']],
    [{ OSS_PUBLIC_BUCKET: 'your-bucket' }, ['OSS_PUBLIC_BUCKET: is still the placeholder']],
    [{ OSS_PUBLIC_BUCKET: '"quoted"' }, ['OSS_PUBLIC_BUCKET: expected a value without quotes']],
    [{ OSS_PUBLIC_BUCKET: ' examplebucket ' }, ['OSS_PUBLIC_BUCKET: expected another bucket than OSS_BUCKET']],
    [
      { OSS_BUCKETS: 'public,second', OSS_SECOND_BUCKET: 'example-public' },
      ['OSS_SECOND_BUCKET: expected another bucket than OSS_PUBLIC_BUCKET'],
    ],
    [{ OSS_PUBLIC_REGION: 'hangzhou!' }, ['OSS_PUBLIC_REGION: expected a region']],
    [{ OSS_PUBLIC_DOMAIN: 'ftp://x' }, ['OSS_PUBLIC_DOMAIN: expected an https:// address']],
    [
      { OSS_PUBLIC_DOMAIN: 'examplebucket.oss-cn-hangzhou.aliyuncs.com' },
      ['OSS_PUBLIC_DOMAIN: expected an address of the bucket example-public, got one of examplebucket'],
    ],
    [
      { OSS_PUBLIC_ENDPOINT: 'oss-cn-beijing-internal.aliyuncs.com' },
      ['OSS_PUBLIC_ENDPOINT: expected an address in cn-hangzhou, got one in cn-beijing'],
    ],
    [{ OSS_BUCKETS: 'Public' }, ['OSS_BUCKETS: expected names such as public']],
    [{ OSS_BUCKETS: 'a,b,c,d,e,f' }, ['OSS_BUCKETS: expected at most 5 names']],
    // Said once, under the name that was set.
    [{ OSS_REGION: 'hangzhou!' }, ['OSS_REGION: expected a region']],
    [
      { OSS_BUCKET: '', OSS_PUBLIC_DOMAIN: 'ftp://x' },
      ['OSS_BUCKET: is missing', 'OSS_PUBLIC_DOMAIN: expected an https'],
    ],
  ] as [Record<string, string | undefined>, string[]][])('with %j are refused by name', (change, problems) => {
    const [, ...lines] = messageOf({ ...two, ...change }).split('\n')
    expect(lines).toEqual(problems.map((problem) => expect.stringContaining(problem)))
  })
})
