import { createContext } from '../../server/create-context'
import { jwtIdentity } from '../../server/identity/jwt/jwt'
import { NO_LIMITS } from '../../server/limits/limits'
import { routes } from '../../server/routes'
import { config } from './fixture'

const source = { accessKeyId: 'local-key-id', accessKeySecret: 'local-key-secret' }
const plain = { ...config, source }
const settings = {
  ...plain,
  identity: {
    kind: 'wechat' as const,
    appid: 'wx0123456789abcdef',
    secret: '0123456789abcdef0123456789abcdef',
  },
  limits: { requestsPerUserPerMinute: 1 },
  corsOrigins: ['https://www.example.com'],
  optionalEndpoints: ['presign'] as const,
  metricsToken: 'metrics-token-metrics-token',
}

describe('createContext', () => {
  it('takes from the settings what the app does not bring', async () => {
    const context = createContext(settings, { routes })
    expect(context).toMatchObject({
      corsOrigins: ['https://www.example.com'],
      optionalEndpoints: ['presign'],
      metricsToken: 'metrics-token-metrics-token',
    })
    expect(context.identity?.login).toBeDefined()
    await context.limits.countUserRequest('ann')
    await expect(context.limits.countUserRequest('ann')).rejects.toMatchObject({ code: 'too-many-requests' })
  })

  it('lets every option override the setting of the same name', () => {
    const identity = jwtIdentity({ issuer: 'i', audience: 'a', keys: { secret: 's'.repeat(32) } })
    const options = { corsOrigins: [], optionalEndpoints: [], metricsToken: 'another-metrics-token', identity }
    const context = createContext(settings, { routes, limits: false, ...options })
    expect(context).toMatchObject(options)
    expect(context.limits).toBe(NO_LIMITS)
  })

  it('works with a plain config: no identity, no origins, no optional endpoints', () => {
    expect(createContext(plain, { routes })).toMatchObject({
      identity: undefined,
      corsOrigins: [],
      optionalEndpoints: [],
    })
  })

  it('refuses optional credentials without a role, in settings and options', () => {
    expect(() => createContext({ ...plain, optionalEndpoints: ['credentials'] }, { routes })).toThrow(/expected a role/)
    expect(() => createContext(plain, { routes, optionalEndpoints: ['credentials'] })).toThrow(/expected a role/)
    expect(() =>
      createContext({ ...plain, optionalEndpoints: ['credentials'] }, { routes, optionalEndpoints: [] }),
    ).not.toThrow()
  })
})
