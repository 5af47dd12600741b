import { createRequire } from 'node:module'
import { type Running, startTestCloud } from '../rig/test-cloud'

const RPCClient = createRequire(import.meta.url)('@alicloud/pop-core') as typeof import('@alicloud/pop-core')

let running: Running
beforeEach(async () => {
  running = await startTestCloud()
})
afterEach(() => running.close())

interface Answer {
  Credentials: { AccessKeyId: string; AccessKeySecret: string; SecurityToken: string; Expiration: string }
  AssumedRoleUser: { Arn: string }
}

const RESOURCE = "acs:oss:*:*:examplebucket/照片 *~()!'/*"
const POLICY = JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action: '*', Resource: RESOURCE }] })

describe('@alicloud/pop-core', () => {
  const client = (pair = running.cloud.account as { accessKeyId: string; accessKeySecret: string }) =>
    new RPCClient({ ...pair, endpoint: running.cloud.stsUrl, apiVersion: '2015-04-01' })
  const parameters = () => ({ RoleArn: running.cloud.account.roleArn, RoleSessionName: 'pop', Policy: POLICY })

  it.each(['GET', 'POST'])('assumes the role by %s', async (method) => {
    const answer = await client().request<Answer>('AssumeRole', parameters(), { method })
    expect(answer.Credentials.AccessKeyId).toMatch(/^STS\./)
    expect(answer.AssumedRoleUser.Arn).toBe(`${running.cloud.account.roleArn}/pop`)
    expect(running.cloud.inspect.credentials()[0]).toMatchObject({ policy: POLICY })
    expect(running.cloud.journal.entries.at(-1)).toMatchObject({ operation: 'AssumeRole', who: 'user', via: 'form' })
  })

  it.each(['GET', 'POST'])('learns by %s why it is refused', async (method) => {
    const wrong = client({ ...running.cloud.account, accessKeySecret: 'x' })
    await expect(wrong.request('AssumeRole', parameters(), { method })).rejects.toMatchObject({
      code: 'SignatureDoesNotMatch',
    })
  })

  it('asks who it is', async () => {
    const answer = await client().request<{ IdentityType: string }>('GetCallerIdentity', {})
    expect(answer.IdentityType).toBe('RAMUser')
  })
})
