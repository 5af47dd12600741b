/**
 * The deployment on Function Compute, as Serverless Devs reads it and as a custom runtime runs it: one file, and the
 * temporary keys of the function's role.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { jest } from '@jest/globals'
import { type LocalCloud, startLocalCloud } from '../../dev/local-cloud'
import { startWechatApi, type WechatApi } from '../../dev/wechat-api'
import { createSts } from '../../server/cli/cloud/sts'
import { policyDocument } from '../../server/cli/setup/policy/documents'
import type { Credentials } from '../../server/credentials/credentials'
import type { SessionPolicy } from '../../server/credentials/session-policy'
import { type Instance, startInstance, WECHAT } from '../server/instances'
import { startUploading } from '../server/uploading'

const FOLDER = fileURLToPath(new URL('../../examples/deploy/function-compute', import.meta.url))
const SERVERLESS_DEVS = join(createRequire(import.meta.url).resolve('@serverless-devs/s/package.json'), '../bin/s')

/** Both commands start slowly on a busy machine. */
jest.setTimeout(300_000)

interface FunctionProps {
  code: string
  role: string
  runtime: string
  customRuntimeConfig: { command: string[]; port: number }
  environmentVariables: Record<string, string>
}

const secrets = { SESSION_SECRET: 's'.repeat(32), KEY_SECRET: 'k'.repeat(32), ...WECHAT }
const given = {
  ...secrets,
  OSS_BUCKET: 'local-bucket',
  STS_ROLE_ARN: 'acs:ram::1:role/uploader',
  FUNCTION_ROLE_ARN: 'acs:ram::1:role/function',
}

const folder = mkdtempSync(join(tmpdir(), 'function-compute-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** `s preview` renders the file as `s deploy` would, but calls nothing. */
function preview(env: Record<string, string | undefined>) {
  const { stdout, stderr } = spawnSync(process.execPath, [SERVERLESS_DEVS, 'preview', '-o', 'json'], {
    cwd: FOLDER,
    // It writes its logs into the home folder.
    env: { PATH: process.env.PATH, HOME: folder, ...env },
    encoding: 'utf8',
  })
  return `${stdout}${stderr}`
}

const rendered = () => {
  const text = preview(given)
  const { resources } = JSON.parse(text.slice(text.indexOf('\n{'))) as {
    resources: { backend: { actions: { 'pre-deploy': { run: string }[] }; props: FunctionProps } }
  }
  return resources.backend
}

describe('s.yaml', () => {
  it('is rendered by Serverless Devs, with every variable that it asks for', () => {
    const { props } = rendered()
    expect(props).toMatchObject({ runtime: 'custom.debian10', role: given.FUNCTION_ROLE_ARN, code: './code' })
    expect(props.environmentVariables).toMatchObject(secrets)
    expect(Number(props.environmentVariables.PORT)).toBe(props.customRuntimeConfig.port)
    // Function Compute allows 4 KB for all of them together.
    expect(JSON.stringify(props.environmentVariables).length).toBeLessThan(2048)
    expect(Object.keys(props.environmentVariables).filter((name) => /^(FC_|ALIBABA_)/.test(name))).toEqual([])
  })

  it.each(Object.keys(given))('is refused by Serverless Devs without %s, which it names', (name) => {
    expect(preview({ ...given, [name]: undefined })).toContain(`env('${name}') not found`)
  })
})

describe('the function', () => {
  let cloud: LocalCloud
  let wechat: WechatApi
  let instance: Instance | undefined
  const file = join(folder, 'code/index.js')
  const { props, actions } = rendered()

  beforeAll(async () => {
    mkdirSync(join(folder, 'code'))
    const command = actions['pre-deploy'][0]?.run.replace('--outfile=code/index.js', `--outfile=${file}`) ?? ''
    const built = spawnSync('sh', ['-c', command], { cwd: FOLDER, encoding: 'utf8' })
    if (built.status !== 0) throw new Error(built.stderr)
    cloud = await startLocalCloud({ folder: join(folder, 'cloud') })
    cloud.setRolePolicy({ Version: '1', Statement: [...statementsOf('role'), ...statementsOf('user')] })
    wechat = await startWechatApi({ app: { appid: WECHAT.WECHAT_APPID, secret: WECHAT.WECHAT_SECRET } })
  })
  afterEach(async () => {
    await instance?.kill()
    instance = undefined
  })
  afterAll(async () => {
    await wechat.close()
    await cloud.close()
  })

  const statementsOf = (name: 'role' | 'user'): readonly object[] => {
    const { bucket, account } = cloud
    return policyDocument(name, { buckets: [bucket], prefix: 'uploads', roleArn: account.roleArn }).Statement
  }

  /**
   * Those that Function Compute gets for the function's role. The local cloud has only one role, so a session of it that
   * may do no more than `setup policy user` allows stands for that of the function.
   */
  const temporaryKeys = async (): Promise<Credentials> => {
    const sts = createSts({
      roleArn: cloud.account.roleArn,
      endpoint: cloud.stsUrl,
      region: cloud.region,
      source: cloud.account,
    })
    return (await sts.assume('function', { Version: '1', Statement: statementsOf('user') } as SessionPolicy))
      .credentials
  }

  /** As the file says, but with the local cloud instead of Alibaba's, and without a folder of packages beside it. */
  const start = (keys: Credentials, other: Record<string, string | undefined> = {}): Promise<Instance> =>
    startInstance([file], {
      ...props.environmentVariables,
      PORT: '0',
      OSS_BUCKET: cloud.bucket,
      OSS_REGION: cloud.region,
      OSS_ENDPOINT: cloud.ossUrl,
      OSS_DOMAIN: cloud.ossUrl,
      STS_ENDPOINT: cloud.stsUrl,
      STS_ROLE_ARN: cloud.account.roleArn,
      WECHAT_ENDPOINT: wechat.url,
      ALIBABA_CLOUD_ACCESS_KEY_ID: keys.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: keys.accessKeySecret,
      ALIBABA_CLOUD_SECURITY_TOKEN: keys.securityToken,
      ...other,
    })

  const ready = async (keys?: Credentials): Promise<number> => {
    const headers: Record<string, string> = keys
      ? {
          'x-fc-access-key-id': keys.accessKeyId,
          'x-fc-access-key-secret': keys.accessKeySecret,
          'x-fc-security-token': keys.securityToken ?? '',
        }
      : {}
    return (await fetch(`http://127.0.0.1:${instance?.port}/readyz`, { headers })).status
  }

  it('takes uploads by form and by parts with the temporary keys of its role', async () => {
    instance = await start(await temporaryKeys())
    const server = `http://127.0.0.1:${instance.port}`
    const endings = await startUploading({ server, wechat, folder, atLeast: 20 }).finish()
    expect(endings.filter((ending) => ending !== 'done')).toEqual([])
  })

  it('uses the keys that come with a request once those of its start have ended', async () => {
    const old = await temporaryKeys()
    instance = await start(old)
    cloud.revokeToken(old.securityToken ?? '')
    expect(await ready()).toBe(503)
    const fresh = await temporaryKeys()
    // The backend remembers for some seconds that it is not ready.
    while ((await ready(fresh)) !== 200) await new Promise((resolve) => setTimeout(resolve, 200))
  })

  it('takes no keys from a caller if it has no role of its own', async () => {
    const { accessKeyId, accessKeySecret } = cloud.account
    instance = await start({ accessKeyId, accessKeySecret, expiresAt: 0 })
    const strange = { accessKeyId: 'STS.strange', accessKeySecret: 'strange', securityToken: 'strange', expiresAt: 0 }
    expect([await ready(strange), await ready()]).toEqual([200, 200])
  })

  it.each(['SESSION_SECRET', 'KEY_SECRET', 'OSS_BUCKET'])('ends with a sentence if %s is empty', (name) => {
    const env = { PATH: process.env.PATH, ...props.environmentVariables, [name]: '' }
    const { status, stderr } = spawnSync(process.execPath, [file], { env, encoding: 'utf8' })
    expect([status, stderr]).toEqual([1, expect.stringContaining(`${name}: is missing`)])
    expect(stderr).not.toContain('    at ')
  })
})
