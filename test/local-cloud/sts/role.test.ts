import { createRequire } from 'node:module'
import { aliOss, assumeRole, type Running, startTestCloud, stsClient } from '../rig/test-cloud'

const require = createRequire(import.meta.url)
const { $OpenApiUtil } = require('@alicloud/openapi-core') as typeof import('@alicloud/openapi-core')

let running: Running
beforeEach(async () => {
  running = await startTestCloud()
})
afterEach(() => running.close())

describe('The role', () => {
  it('cannot be assumed after it stops trusting the account, with RAM’s message', async () => {
    running.cloud.setRoleTrust(false)
    await expect(assumeRole(running.cloud)).rejects.toMatchObject({
      code: 'NoPermission',
      message: expect.stringContaining('You should be authorized by RAM'),
    })
    running.cloud.setRoleTrust(true)
    await assumeRole(running.cloud)
  })

  it('may do what its policy says, from the next session on', async () => {
    const resource = `acs:oss:*:*:${running.cloud.bucket}/u/*`
    running.cloud.setRolePolicy({
      Version: '1',
      Statement: [{ Effect: 'Allow', Action: 'oss:PutObject', Resource: resource }],
    })
    const client = aliOss(running.cloud, await assumeRole(running.cloud))
    expect((await client.put('u/a', Buffer.from('x'))).res.status).toBe(200)
    await expect(client.put('v/a', Buffer.from('x'))).rejects.toMatchObject({ code: 'AccessDenied' })
    expect(() => running.cloud.setRolePolicy({ Version: '2' })).toThrow('Expected a RAM policy')
  })
})

describe('GetCallerIdentity', () => {
  const whoIs = async (accessKeyId: string, accessKeySecret: string, securityToken?: string) => {
    const endpoint = new URL(running.cloud.stsUrl).host
    const Client = stsClient(running.cloud).constructor as new (config: object) => ReturnType<typeof stsClient>
    const keys = { accessKeyId, accessKeySecret, ...(securityToken && { securityToken }) }
    return (await new Client(new $OpenApiUtil.Config({ ...keys, endpoint, protocol: 'http' })).getCallerIdentity()).body
  }

  it('distinguishes the account, its users and its sessions', async () => {
    const { account, root } = running.cloud
    expect(await whoIs(root.accessKeyId, root.accessKeySecret)).toMatchObject({
      identityType: 'Account',
      arn: 'acs:ram::1234567890123456:root',
    })
    expect(await whoIs(account.accessKeyId, account.accessKeySecret)).toMatchObject({ identityType: 'RAMUser' })
    const session = await assumeRole(running.cloud)
    expect(await whoIs(session.accessKeyId, session.accessKeySecret, session.securityToken)).toMatchObject({
      identityType: 'AssumedRoleUser',
      arn: 'acs:ram::1234567890123456:assumed-role/local-uploader/test',
    })
  })

  it('needs no permission, but an active key', async () => {
    const { stranger } = running.cloud
    expect(await whoIs(stranger.accessKeyId, stranger.accessKeySecret)).toMatchObject({ identityType: 'RAMUser' })
    running.cloud.setKeyActive(stranger.accessKeyId, false)
    await expect(whoIs(stranger.accessKeyId, stranger.accessKeySecret)).rejects.toMatchObject({
      code: 'InvalidAccessKeyId.Inactive',
    })
  })
})
