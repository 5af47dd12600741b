import { parseIdentityConfig } from '../../../server/config/identity-config'
import { readEnvironment } from '../../../server/config/read-environment'

const wechat = { WECHAT_APPID: 'wx0123456789abcdef', WECHAT_SECRET: '0123456789abcdef0123456789abcdef' }
const jwt = { JWT_ISSUER: 'https://login.example.com', JWT_AUDIENCE: 'uploads' }
const shared = { JWT_SECRET: 'jwt-secret-jwt-secret-jwt-secret-jwt' }

describe('the identity of the environment', () => {
  it.each([
    [{}, undefined],
    [wechat, { kind: 'wechat', appid: wechat.WECHAT_APPID, secret: wechat.WECHAT_SECRET }],
    [
      { ...jwt, ...shared },
      { kind: 'jwt', issuer: jwt.JWT_ISSUER, audience: 'uploads', keys: { secret: shared.JWT_SECRET } },
    ],
    [
      { ...jwt, JWT_JWKS_URL: 'https://login.example.com/keys' },
      {
        kind: 'jwt',
        issuer: jwt.JWT_ISSUER,
        audience: 'uploads',
        keys: { jwksUrl: 'https://login.example.com/keys' },
      },
    ],
    [
      { INTROSPECT_URL: ' https://app.example.com/whoami?for=uploads ' },
      { kind: 'introspect', url: 'https://app.example.com/whoami?for=uploads' },
    ],
    [
      { INTROSPECT_URL: 'https://app.example.com/whoami', INTROSPECT_ID_PATH: 'data.user_id' },
      { kind: 'introspect', url: 'https://app.example.com/whoami', idPath: 'data.user_id' },
    ],
  ])('for %j is the one way that is set', (environment, value) => {
    expect(parseIdentityConfig(environment)).toEqual({ value })
  })

  it.each([
    [{ WECHAT_APPID: wechat.WECHAT_APPID }, 'WECHAT_SECRET: expected together'],
    [{ WECHAT_SECRET: wechat.WECHAT_SECRET }, 'WECHAT_APPID: expected together'],
    [{ ...wechat, WECHAT_SECRET: 'your-app-secret' }, 'WECHAT_SECRET: is still the placeholder'],
    [{ ...wechat, WECHAT_ENDPOINT: 'http://wechat.example.com' }, 'WECHAT_ENDPOINT: expected an https://'],
    [{ ...wechat, ...shared, ...jwt }, 'JWT_SECRET: expected one way'],
    [shared, 'JWT_ISSUER: expected'],
    [{ ...shared, JWT_ISSUER: 'x' }, 'JWT_AUDIENCE: expected'],
    [jwt, 'JWT_SECRET: expected'],
    [{ ...jwt, JWT_SECRET: 'short' }, 'JWT_SECRET: expected at least 32 bytes'],
    [{ ...jwt, ...shared, JWT_JWKS_URL: 'https://a.example.com/k' }, 'JWT_JWKS_URL: expected either'],
    [{ INTROSPECT_URL: 'http://app.example.com' }, 'INTROSPECT_URL: expected an https://'],
    [{ INTROSPECT_ID_PATH: 'data.id' }, 'INTROSPECT_URL: expected together with INTROSPECT_ID_PATH'],
    ...['.', 'data.', 'data..id', '$.data[0].id', 'data/id', 'data.0', 'a b', '数据.id', 'a.a.a.a.a.a.a.a.a'].map(
      (path): [Record<string, string>, string] => [
        { INTROSPECT_URL: 'https://app.example.com', INTROSPECT_ID_PATH: path },
        'INTROSPECT_ID_PATH: expected names of fields',
      ],
    ),
  ])('for %j is refused by name', (environment, problem) => {
    const read = parseIdentityConfig(environment)
    expect('problems' in read && read.problems.join('\n')).toContain(problem)
  })

  it('is refused in one message with the rest of the environment, without its values', () => {
    const environment = { ...wechat, WECHAT_SECRET: 'hunter2', TRUSTED_PROXIES: 'nginx', OSS_BUCKET: 'b' }
    expect(() => readEnvironment(environment)).toThrow(
      /^The configuration is not complete:\n[\s\S]*OSS_BUCKET: [\s\S]*WECHAT_SECRET: [\s\S]*TRUSTED_PROXIES: /,
    )
    expect(() => readEnvironment(environment)).not.toThrow(/hunter2/)
  })
})
