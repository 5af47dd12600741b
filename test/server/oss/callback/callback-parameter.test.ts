import { callbackParameter } from '../../../../server/oss/callback/callback-parameter'

const decode = (parameter: string | undefined) => JSON.parse(Buffer.from(parameter ?? '', 'base64').toString('utf8'))

describe('callbackParameter', () => {
  it('asks for SNI for https only', () => {
    expect(decode(callbackParameter('https://api.example.com', 'token')).callbackSNI).toBe(true)
    expect(decode(callbackParameter('http://localhost:8080', 'token')).callbackSNI).toBe(false)
  })

  it('is undefined if it would exceed OSS’s 5 KB', () => {
    expect(callbackParameter('https://api.example.com', 'x'.repeat(3500))?.length).toBeLessThanOrEqual(5120)
    expect(callbackParameter('https://api.example.com', 'x'.repeat(3800))).toBeUndefined()
  })
})
