import { readFileSync } from 'node:fs'
import { acs3Headers } from '../../../server/credentials/call-sts'

interface Vector {
  kind: string
  input: {
    accessKeyId: string
    accessKeySecret: string
    query: Record<string, string>
    headers: Record<string, string>
  }
  expected: { authorization: string }
}

const vectors = JSON.parse(
  readFileSync(new URL('../../local-cloud/vectors/acs3.json', import.meta.url), 'utf8'),
) as Vector[]

describe('acs3Headers', () => {
  it('signs as the official client does', () => {
    const [vector] = vectors.filter(({ input }) => input.headers['x-acs-action'] === 'AssumeRole')
    if (!vector) throw new Error('expected a vector of AssumeRole')
    const { input, expected } = vector
    const { host = '', 'x-acs-date': date = '', 'x-acs-signature-nonce': nonce = '' } = input.headers
    const moment = { date: new Date(date), nonce }
    const headers = acs3Headers({ action: 'AssumeRole', parameters: input.query }, host, input, moment)
    expect(headers).toMatchObject({ ...input.headers, authorization: expected.authorization })
  })

  it('signs the token of temporary keys', () => {
    const keys = { accessKeyId: 'STS.id', accessKeySecret: 'secret', securityToken: 'token' }
    const call = { action: 'GetCallerIdentity' as const, parameters: {} }
    const headers = acs3Headers(call, 'sts.cn-hangzhou.aliyuncs.com', keys, { date: new Date(0), nonce: '1' })
    expect(headers['x-acs-security-token']).toBe('token')
    expect(headers.authorization).toContain(';x-acs-security-token;')
  })
})
