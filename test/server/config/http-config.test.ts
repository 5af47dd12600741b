import { parseHttpConfig } from '../../../server/config/http-config'

describe('parseHttpConfig', () => {
  it('needs nothing', () => {
    expect(parseHttpConfig({})).toEqual({
      value: { limits: {}, trustedProxies: [], corsOrigins: [], optionalEndpoints: [] },
    })
  })

  it('reads every variable', () => {
    expect(
      parseHttpConfig({
        TRUSTED_PROXIES: '10.0.0.0/8, 100.64.0.0/10',
        CORS_ORIGINS: 'https://www.example.com,http://localhost:5173',
        OPTIONAL_ENDPOINTS: 'presign, credentials',
        STS_ROLE_ARN: 'acs:ram::1234567890123456:role/uploader',
        METRICS_TOKEN: 'metrics-token-metrics-token',
        LIMIT_IP_PER_MINUTE: '100',
        LIMIT_LOGINS_PER_MINUTE: '10',
        LIMIT_USER_PER_MINUTE: '20',
        LIMIT_TICKETS_PER_HOUR: '30',
        LIMIT_BYTES_PER_DAY: '500MB',
        LIMIT_STORE: 'rediss://limits:p%40ss@redis.example.com:6380/3',
        LIMIT_INSTANCES: '3',
      }),
    ).toEqual({
      value: {
        trustedProxies: ['10.0.0.0/8', '100.64.0.0/10'],
        corsOrigins: ['https://www.example.com', 'http://localhost:5173'],
        optionalEndpoints: ['presign', 'credentials'],
        metricsToken: 'metrics-token-metrics-token',
        limitStore: { url: 'rediss://limits:p%40ss@redis.example.com:6380/3', instances: 3 },
        limits: {
          requestsPerAddressPerMinute: 100,
          loginsPerAddressPerMinute: 10,
          requestsPerUserPerMinute: 20,
          ticketsPerUserPerHour: 30,
          bytesPerUserPerDay: 500 * 1024 ** 2,
        },
      },
    })
  })

  it.each([
    ['TRUSTED_PROXIES', 'nginx'],
    ['CORS_ORIGINS', '*'],
    ['CORS_ORIGINS', 'https://www.example.com/'],
    ['OPTIONAL_ENDPOINTS', 'credentials,everything'],
    ['METRICS_TOKEN', 'short'],
    ['LIMIT_IP_PER_MINUTE', '0'],
    ['LIMIT_TICKETS_PER_HOUR', 'many'],
    ['LIMIT_BYTES_PER_DAY', '20'],
    ['LIMIT_STORE', 'memcached://127.0.0.1'],
    ['LIMIT_STORE', 'https://redis.example.com'],
    ['LIMIT_STORE', 'redis.example.com:6379'],
    ['LIMIT_STORE', 'redis://'],
    ['LIMIT_STORE', 'redis://127.0.0.1/first'],
    ['LIMIT_STORE', 'redis://127.0.0.1/0?tls=1'],
    ['LIMIT_STORE', 'redis://:a%zz@127.0.0.1'],
    ['LIMIT_STORE', 'redis://:half#password@127.0.0.1'],
    ['LIMIT_INSTANCES', '0'],
    ['LIMIT_INSTANCES', '-1'],
    ['LIMIT_INSTANCES', '2.5'],
    ['LIMIT_INSTANCES', 'three'],
  ])('refuses by name: %s=%s', (name, value) => {
    const read = parseHttpConfig({ [name]: value })
    expect('problems' in read && read.problems[0]).toContain(`${name}: `)
  })

  it.each(['redis://127.0.0.1', 'redis://127.0.0.1:6379/', 'redis://:pass@[::1]:6379/15', 'rediss://ann:pass@redis'])(
    'takes %s as a store',
    (LIMIT_STORE) => {
      const read = parseHttpConfig({ LIMIT_STORE, LIMIT_INSTANCES: '2' })
      expect(read).toMatchObject({ value: { limitStore: { url: LIMIT_STORE, instances: 2 } } })
    },
  )

  it('wants the number of instances beside a store, says what is meant, and shows no password', () => {
    const problems = [
      'LIMIT_INSTANCES: expected together with LIMIT_STORE: the number of instances that run at most, such as 3',
    ]
    expect(parseHttpConfig({ LIMIT_STORE: 'redis://127.0.0.1' })).toEqual({ problems })
    expect(parseHttpConfig({ LIMIT_INSTANCES: '2' })).toEqual({ problems })
    const wrong = parseHttpConfig({ LIMIT_STORE: 'http://:secret@127.0.0.1', LIMIT_INSTANCES: '2' })
    expect(wrong).toEqual({ problems: [expect.stringMatching(/^LIMIT_STORE: expected redis:\/\/.*rediss:\/\//)] })
    expect(JSON.stringify(wrong)).not.toContain('secret')
  })

  it('accepts credentials only beside a role, whose session can be narrowed', () => {
    const problems = ['STS_ROLE_ARN: expected beside OPTIONAL_ENDPOINTS=credentials']
    expect(parseHttpConfig({ OPTIONAL_ENDPOINTS: 'credentials', STS_ROLE_ARN: ' ' })).toEqual({ problems })
    expect(parseHttpConfig({ OPTIONAL_ENDPOINTS: 'presign' })).toMatchObject({
      value: { optionalEndpoints: ['presign'] },
    })
  })

  const K1 = 'Kf3+/=~._-0123456789abcdefghijklm'
  const K2 = '0123456789abcdef0123456789abcdef'

  it('reads keys of the host, each with its name and its scopes', () => {
    expect(parseHttpConfig({ HOST_API_KEYS: ` shop:${K1}:urls+head, reports : ${K2} : head ,` })).toMatchObject({
      value: {
        hostKeys: [
          { name: 'shop', key: K1, scopes: ['urls', 'head'] },
          { name: 'reports', key: K2, scopes: ['head'] },
        ],
      },
    })
    expect(parseHttpConfig({ HOST_API_KEYS: '' })).not.toHaveProperty('value.hostKeys')
  })

  it.each([
    ['a key alone', K2, 'name:key:scopes'],
    ['no scopes', `shop:${K2}`, 'name:key:scopes'],
    ['a fourth part', `shop:${K2}:urls:head`, 'name:key:scopes'],
    ['a short key', 'shop:s3cret-s3cret:urls', 'a key of at least 32 characters, got 13'],
    ['a repeated letter', `shop:${'a'.repeat(32)}:urls`, 'a random key'],
    ['a key with other letters', `shop:${K2}密:urls`, 'a key of at most 256 letters, digits'],
    ['a key that is too long', `shop:${K2.repeat(9)}:urls`, 'a key of at most 256 letters, digits'],
    ['the name of a person', `Ann B:${K2}:urls`, 'a name of at most 32 of a-z 0-9 -'],
    ['an unknown scope', `shop:${K2}:urls+put`, 'the scopes urls+head, or one of them'],
    ['an empty scope', `shop:${K2}:`, 'the scopes urls+head, or one of them'],
    ['the parts in another order', `shop:urls+head:${K2}`, 'a key of at least 32 characters, got 9'],
    ['a name twice', `shop:${K1}:urls,shop:${K2}:urls`, 'a name that no other key has'],
    ['a key twice', `shop:${K2}:urls,reports:${K2}:head`, 'a key that no other entry has'],
  ])('refuses %s as a key of the host, without showing it', (_, HOST_API_KEYS, expected) => {
    const parsed = parseHttpConfig({ HOST_API_KEYS })
    const [problem, ...more] = 'problems' in parsed ? parsed.problems : []
    expect(problem).toContain(`HOST_API_KEYS: entry ${HOST_API_KEYS.split(',').length}: expected ${expected}`)
    expect(more).toEqual([])
    expect(problem).not.toMatch(/s3cret|0123456789|Ann|Kf3|put/)
  })

  it('refuses DOORS, the old name of OPTIONAL_ENDPOINTS, and shows the line to write instead', () => {
    const problems = ['DOORS: has been renamed; set OPTIONAL_ENDPOINTS=credentials,presign']
    expect(parseHttpConfig({ DOORS: 'credentials,presign' })).toEqual({ problems })
    expect(parseHttpConfig({ DOORS: '' })).toMatchObject({ value: { optionalEndpoints: [] } })
  })
})
