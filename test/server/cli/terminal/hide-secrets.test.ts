import { hideSecrets, secretsOf } from '../../../../server/cli/terminal/hide-secrets'

describe('the secrets of an environment', () => {
  it('are found by name, also each of a list, and the password inside LIMIT_STORE', () => {
    const secrets = secretsOf({
      SESSION_SECRET: 'new-secret-new,old-secret-old',
      METRICS_TOKEN: 'metrics-token',
      LIMIT_STORE: 'rediss://limits:store-p%40ssword@redis.example.com/0',
      CDN_AUTH_KEY: 'aliyuncdnexp1234',
      OSS_BUCKET: 'photos-of-users',
    })
    const text = `new-secret-new old-secret-old metrics-token store-p%40ssword aliyuncdnexp1234 photos-of-users`
    expect(hideSecrets(text, secrets)).toBe('… … … … … photos-of-users')
  })
})
