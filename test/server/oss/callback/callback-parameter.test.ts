import { callbackParameter } from '../../../../server/oss/callback/callback-parameter'

const decode = (parameter: string) => JSON.parse(Buffer.from(parameter, 'base64').toString('utf8'))

describe('callbackParameter', () => {
  it('asks for SNI for https only', () => {
    expect(decode(callbackParameter('https://api.example.com')).callbackSNI).toBe(true)
    expect(decode(callbackParameter('http://localhost:8080')).callbackSNI).toBe(false)
  })
})
