import OSS from 'ali-oss'
import { rpcSignature, rpcStringToSign } from '../../../dev/local-cloud/sts/signature/rpc-signature'
import { aliOss, assumeRole, type Running, startTestCloud } from '../rig/test-cloud'

let running: Running
let now: number
beforeEach(async () => {
  now = Date.now()
  running = await startTestCloud({ now: () => now })
})
afterEach(() => running.close())

describe('OSS.STS of ali-oss', () => {
  const sts = (pair: { accessKeyId: string; accessKeySecret: string }) =>
    new OSS.STS({ ...pair, endpoint: running.cloud.stsUrl } as OSS.STSOptions)
  const assume = (
    pair: { accessKeyId: string; accessKeySecret: string },
    policy?: object,
    seconds = 900,
    name = 'test',
  ) => sts(pair).assumeRole(running.cloud.account.roleArn, policy ?? '', seconds, name)

  it('gets credentials, limited by a policy with all kinds of characters', async () => {
    const Resource = "acs:oss:*:*:examplebucket/照片 +!'()*~/*"
    const policy = { Version: '1', Statement: [{ Effect: 'Allow', Action: ['oss:PutObject'], Resource }] }
    const { credentials } = (await assume(running.cloud.account, policy)) as unknown as { credentials: Raw }
    const session = {
      accessKeyId: credentials.AccessKeyId,
      accessKeySecret: credentials.AccessKeySecret,
      securityToken: credentials.SecurityToken,
    }
    const client = aliOss(running.cloud, session)
    expect((await client.put("照片 +!'()*~/a", Buffer.from('x'))).res.status).toBe(200)
    await expect(client.put('other', Buffer.from('x'))).rejects.toMatchObject({ code: 'AccessDenied' })
    expect(running.cloud.inspect.credentials()[0]).toMatchObject({
      roleSessionName: 'test',
      policy: JSON.stringify(policy),
    })
  })

  it('is refused with the account’s own key, and with that of a user without rights', async () => {
    const own = assume(running.cloud.root)
    await expect(own).rejects.toMatchObject({
      status: 403,
      code: 'NoPermission',
      message: expect.stringContaining('root accounts'),
    })
    const other = assume(running.cloud.stranger)
    await expect(other).rejects.toMatchObject({
      status: 403,
      code: 'NoPermission',
      message: expect.stringContaining('authorized by RAM'),
    })
  })

  it('is refused with a wrong secret, an unknown key and a disabled key', async () => {
    const { account } = running.cloud
    await expect(assume({ ...account, accessKeySecret: 'x' })).rejects.toMatchObject({ code: 'SignatureDoesNotMatch' })
    await expect(assume({ ...account, accessKeyId: 'x' })).rejects.toMatchObject({
      code: 'InvalidAccessKeyId.NotFound',
      status: 404,
    })
    running.cloud.setKeyActive(account.accessKeyId, false)
    await expect(assume(account)).rejects.toMatchObject({ code: 'InvalidAccessKeyId.Inactive' })
    running.cloud.setKeyActive(account.accessKeyId, true)
    await assume(account)
  })

  it('is refused with STS credentials, as it does not send their token', async () => {
    const session = await assumeRole(running.cloud)
    await expect(assume(session)).rejects.toMatchObject({ code: 'MissingSecurityToken', status: 400 })
  })

  it('is refused with an old timestamp, and with parameters out of range', async () => {
    const { account } = running.cloud
    await expect(assume(account, undefined, 60)).rejects.toMatchObject({ code: 'InvalidParameter.DurationSeconds' })
    await expect(assume(account, undefined, 900, 'a b')).rejects.toMatchObject({
      code: 'InvalidParameter.RoleSessionName',
    })
    await expect(assume(account, { Version: '2' })).rejects.toMatchObject({ code: 'InvalidParameter.PolicyGrammar' })
    now += 16 * 60_000
    await expect(assume(account)).rejects.toMatchObject({ code: 'InvalidTimeStamp.Expired' })
  })

  it('is throttled above the rate that was set', async () => {
    running.cloud.settings.assumeRolePerSecond = 3
    const calls = await Promise.allSettled(Array.from({ length: 5 }, () => assume(running.cloud.account)))
    const refused = calls.flatMap((call) => (call.status === 'rejected' ? [call.reason] : []))
    expect(refused).toMatchObject([
      { code: 'Throttling', status: 400 },
      { code: 'Throttling', status: 400 },
    ])
    now += 1000
    await assume(running.cloud.account)
  })

  it('meets the faults of AssumeRole', async () => {
    running.cloud.faults.inject('AssumeRole', { kind: 'answer', status: 500, code: 'InternalError' })
    await expect(assume(running.cloud.account)).rejects.toMatchObject({ status: 500, code: 'InternalError' })
    await assume(running.cloud.account)
  })
})

const POLICY = '{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:PutObject","Resource":"*"}]}'

interface Pair {
  accessKeyId: string
  accessKeySecret: string
}

interface Raw {
  AccessKeyId: string
  AccessKeySecret: string
  SecurityToken: string
}

describe('The parameters of AssumeRole', () => {
  /** An RPC that this test signs, with parameters that no client would send. */
  async function call(
    changes: Record<string, string | undefined>,
    signer = running.cloud.account as Pair,
  ): Promise<{ status: number; Code?: string }> {
    const { account, stsUrl } = running.cloud
    const all: Record<string, string | undefined> = {
      Action: 'AssumeRole',
      RoleArn: account.roleArn,
      RoleSessionName: 'test',
      Format: 'JSON',
      Version: '2015-04-01',
      AccessKeyId: signer.accessKeyId,
      SignatureMethod: 'HMAC-SHA1',
      SignatureVersion: '1.0',
      SignatureNonce: `${Math.random()}`,
      Timestamp: new Date(now).toISOString(),
      ...changes,
    }
    const parameters = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined)
    const Signature = rpcSignature(signer.accessKeySecret, rpcStringToSign('POST', new Map(parameters)))
    const body = new URLSearchParams([...parameters, ['Signature', Signature]])
    const response = await fetch(stsUrl, { method: 'POST', body })
    return { status: response.status, ...((await response.json()) as object) }
  }

  it.each<[Record<string, string | undefined>, number, string | undefined]>([
    [{}, 200, undefined],
    [{ ExternalId: 'a1' }, 200, undefined],
    [{ ExternalId: 'a'.repeat(1224) }, 200, undefined],
    [{ ExternalId: 'a'.repeat(1225) }, 400, 'InvalidParameter.ExternalId'],
    [{ RoleSessionName: 'a'.repeat(64) }, 200, undefined],
    [{ RoleSessionName: 'a'.repeat(65) }, 400, 'InvalidParameter.RoleSessionName'],
    [{ SourceIdentity: 'a'.repeat(64) }, 200, undefined],
    [{ SourceIdentity: 'a'.repeat(65) }, 400, 'InvalidParameter.SourceIdentity'],
    [{ Policy: POLICY.padEnd(2048) }, 200, undefined],
    [{ Policy: POLICY.padEnd(2049) }, 400, 'InvalidParameter.PolicySize'],
    [{ DurationSeconds: '900' }, 200, undefined],
    [{ DurationSeconds: '3600' }, 200, undefined],
    [{ ExternalId: 'a' }, 400, 'InvalidParameter.ExternalId'],
    [{ ExternalId: 'a b' }, 400, 'InvalidParameter.ExternalId'],
    [{ SourceIdentity: 'a' }, 400, 'InvalidParameter.SourceIdentity'],
    [{ DurationSeconds: 'x' }, 400, 'InvalidParameter.DurationSeconds'],
    [{ Policy: '' }, 400, 'InvalidParameter.PolicySize'],
    [{ RoleArn: undefined }, 400, 'MissingRoleArn'],
    [{ RoleSessionName: undefined }, 400, 'MissingRoleSessionName'],
    [{ RoleArn: 'acs:ram::1234567890123456:role/nobody' }, 404, 'EntityNotExist.Role'],
    [{ RoleArn: 'acs:ram::abc:role/x' }, 400, 'InvalidParameter.RoleArn'],
    [{ Version: '2014-01-01' }, 400, 'InvalidVersion'],
    [{ Action: 'AssumeRoleWithSAML' }, 404, 'InvalidAction.NotFound'],
    [{ SignatureMethod: 'HMAC-SHA256' }, 400, 'IncompleteSignature'],
    [{ SignatureNonce: '' }, 400, 'SignatureNonceUsed'],
    [{ Timestamp: 'now' }, 400, 'InvalidTimeStamp.Expired'],
  ])('%j are answered %d %s', async (changes, status, code) => {
    const answer = await call(changes)
    expect([answer.status, answer.Code]).toEqual([status, code])
  })

  it('include the token of an STS key, which has no permission', async () => {
    const session = await assumeRole(running.cloud)
    expect(await call({ SecurityToken: session.securityToken }, session)).toMatchObject({
      status: 403,
      Code: 'NoPermission',
    })
    expect(await call({ SecurityToken: 'CAISother' }, session)).toMatchObject({
      status: 400,
      Code: 'InvalidSecurityToken.Expired',
    })
    now += 3_600_000
    expect(await call({ SecurityToken: session.securityToken }, session)).toMatchObject({
      status: 400,
      Code: 'InvalidSecurityToken.Expired',
    })
  })

  it('are accepted once', async () => {
    const once = { SignatureNonce: 'once' }
    expect((await call(once)).status).toBe(200)
    expect(await call(once)).toMatchObject({ status: 400, Code: 'SignatureNonceUsed' })
  })
})
