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
      }),
    ).toEqual({
      value: {
        trustedProxies: ['10.0.0.0/8', '100.64.0.0/10'],
        corsOrigins: ['https://www.example.com', 'http://localhost:5173'],
        optionalEndpoints: ['presign', 'credentials'],
        metricsToken: 'metrics-token-metrics-token',
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
  ])('refuses by name: %s=%s', (name, value) => {
    const read = parseHttpConfig({ [name]: value })
    expect('problems' in read && read.problems[0]).toContain(`${name}: `)
  })

  it('accepts credentials only beside a role, whose session can be narrowed', () => {
    const problems = ['STS_ROLE_ARN: expected beside OPTIONAL_ENDPOINTS=credentials']
    expect(parseHttpConfig({ OPTIONAL_ENDPOINTS: 'credentials', STS_ROLE_ARN: ' ' })).toEqual({ problems })
    expect(parseHttpConfig({ OPTIONAL_ENDPOINTS: 'presign' })).toMatchObject({
      value: { optionalEndpoints: ['presign'] },
    })
  })

  it('refuses DOORS, the old name of OPTIONAL_ENDPOINTS, and shows the line to write instead', () => {
    const problems = ['DOORS: has been renamed; set OPTIONAL_ENDPOINTS=credentials,presign']
    expect(parseHttpConfig({ DOORS: 'credentials,presign' })).toEqual({ problems })
    expect(parseHttpConfig({ DOORS: '' })).toMatchObject({ value: { optionalEndpoints: [] } })
  })
})
