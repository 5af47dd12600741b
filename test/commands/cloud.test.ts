import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import OSS from 'ali-oss'
import { command } from './command'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wx-oss-upload-cloud-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const begin = command('dev/local-cloud/cli.ts')
const start = (...args: string[]) => begin(['--port', '0', '--data', folder, ...args], folder)

/** Everything that an application of your own needs, from the one line that is printed. */
async function facts(cloud: ReturnType<typeof start>): Promise<Record<string, string>> {
  return JSON.parse(await cloud.printed(/\n$/)) as Record<string, string>
}

async function clientOf({
  endpoint,
  stsEndpoint,
  bucket,
  accessKeyId,
  accessKeySecret,
  roleArn,
}: Record<string, string>) {
  // The types of ali-oss lack `endpoint`, which names another STS.
  const options = { accessKeyId: accessKeyId ?? '', accessKeySecret: accessKeySecret ?? '', endpoint: stsEndpoint }
  const sts = new OSS.STS(options)
  const { credentials } = await sts.assumeRole(roleArn ?? '', '', 900, 'test')
  return new OSS({
    endpoint,
    cname: true,
    bucket,
    region: 'oss-cn-hangzhou',
    authorizationV4: true,
    accessKeyId: credentials.AccessKeyId,
    accessKeySecret: credentials.AccessKeySecret,
    stsToken: credentials.SecurityToken,
    refreshSTSTokenInterval: 60_000,
  })
}

describe('npm run cloud', () => {
  it('binds each further bucket to an address of its own', async () => {
    const cloud = start('--json', '--other-bucket', 'open-album', '--other-bucket', 'archive')
    const { ossAccessKeyId, ossAccessKeySecret, otherEndpoints } = (await facts(cloud)) as Record<string, string> & {
      otherEndpoints: Record<string, string>
    }
    expect(Object.keys(otherEndpoints)).toEqual(['open-album', 'archive'])
    const keys = { accessKeyId: ossAccessKeyId ?? '', accessKeySecret: ossAccessKeySecret ?? '' }
    const client = new OSS({
      ...keys,
      endpoint: otherEndpoints['open-album'],
      cname: true,
      bucket: 'open-album',
      region: 'oss-cn-hangzhou',
      authorizationV4: true,
    })
    await client.put('a.txt', Buffer.from('a'))
    expect((await fetch(`${otherEndpoints['open-album']}/a.txt`)).status).toBe(403)
    expect((await fetch(`${otherEndpoints.archive}/a.txt`)).status).toBe(403)
    expect((await client.get('a.txt')).content.toString()).toBe('a')
    cloud.child.kill('SIGINT')
    expect((await cloud.ended).exitCode).toBe(0)
  })

  it('prints one line that is enough for an official client, and keeps its objects for the next run', async () => {
    const first = start('--json')
    const printed = await facts(first)
    const names = [
      'endpoint',
      'stsEndpoint',
      'adminUrl',
      'region',
      'bucket',
      'accessKeyId',
      'accessKeySecret',
      'roleArn',
      'ossAccessKeyId',
      'ossAccessKeySecret',
    ]
    expect(Object.keys(printed)).toEqual(names)
    const client = await clientOf(printed)
    await client.put('照片 1.txt', Buffer.from('hello'))
    first.child.kill('SIGINT')
    expect((await first.ended).exitCode).toBe(0)

    const second = start('--json')
    const again = await clientOf(await facts(second))
    expect(String((await again.get('照片 1.txt')).content)).toBe('hello')
    second.child.kill('SIGTERM')
    await second.ended
  })

  it('prints a key that may use the bucket, and takes the forms of official samples unless it is told otherwise', async () => {
    for (const mode of ['lax', 'strict']) {
      const cloud = start('--json', ...(mode === 'lax' ? [] : ['--extra-fields', mode]))
      const { endpoint = '', bucket = '', ossAccessKeyId = '', ossAccessKeySecret = '' } = await facts(cloud)
      const keys = { accessKeyId: ossAccessKeyId, accessKeySecret: ossAccessKeySecret }
      const options = { ...keys, endpoint, bucket, cname: true, region: 'oss-cn-hangzhou' }
      const client = new OSS(options) as OSS & {
        calculatePostSignature(policy: object): { OSSAccessKeyId: string; Signature: string; policy: string }
      }
      const expiration = new Date(Date.now() + 60_000).toISOString()
      const signed = client.calculatePostSignature({ expiration, conditions: [{ bucket }] })
      const form = new FormData()
      form.set('key', `${mode}.txt`)
      form.set('policy', signed.policy)
      form.set('OSSAccessKeyId', signed.OSSAccessKeyId)
      form.set('signature', signed.Signature)
      form.set('file', new Blob(['x']))
      expect((await fetch(endpoint, { method: 'POST', body: form })).status).toBe(mode === 'lax' ? 204 : 400)
      const found = await client.list({ 'max-keys': 10, prefix: mode }, {})
      expect(found.objects?.length ?? 0).toBe(mode === 'lax' ? 1 : 0)
      cloud.child.kill('SIGINT')
      await cloud.ended
    }
  })

  it('refuses a folder that another one uses, and says where that answers', async () => {
    const first = start('--json')
    const { endpoint } = await facts(first)
    const second = await start('--json').ended
    expect(second).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(`Already running at ${endpoint}`) })
    first.child.kill('SIGKILL')
    await first.ended
    const third = start('--json')
    await facts(third)
    third.child.kill('SIGINT')
    expect((await third.ended).exitCode).toBe(0)
  })

  it('says that it is not for production', async () => {
    const cloud = start()
    expect(await cloud.printed(/Ctrl-C/)).toContain('not for production')
    cloud.child.kill('SIGINT')
    await cloud.ended
  })

  it('puts a slow network before OSS with --link', async () => {
    const cloud = start('--json', '--link', '8mbit,20ms')
    const printed = await facts(cloud)
    const linkOf = async () => (await (await fetch(`${printed.adminUrl}/link`)).json()) as { bytesUp: number }
    expect(await linkOf()).toMatchObject({
      conditions: { bandwidth: { up: 1e6, down: 1e6 }, latencyMs: 10 },
      bytesUp: 0,
    })
    const client = await clientOf(printed)
    await client.put('far', Buffer.alloc(50_000, 'x'))
    expect((await linkOf()).bytesUp).toBeGreaterThan(50_000)
    cloud.child.kill('SIGINT')
    expect((await cloud.ended).exitCode).toBe(0)
  })

  it('has the faults of --fault and the clock of --clock', async () => {
    const cloud = start(
      '--json',
      '--fault',
      'PutObject:503:ServiceUnavailable',
      '--fault',
      '*:delay:1:50%',
      '--clock=-960',
    )
    const printed = await facts(cloud)
    const { now, shift } = (await (await fetch(`${printed.adminUrl}/clock`)).json()) as { now: number; shift: number }
    expect([shift, now < Date.now() - 900_000]).toEqual([-960_000, true])
    expect(await (await fetch(`${printed.adminUrl}/faults`)).json()).toMatchObject([
      { operation: 'PutObject', fault: { kind: 'answer', status: 503, code: 'ServiceUnavailable' }, rate: 1 },
      { operation: '*', fault: { kind: 'delay', ms: 1 }, rate: 0.5 },
    ])
    await expect(clientOf(printed)).rejects.toMatchObject({ code: 'InvalidTimeStamp.Expired' })
    cloud.child.kill('SIGINT')
    await cloud.ended
  })

  it.each([
    [['--port', 'x'], '--port: expected 0 to 65534'],
    [['--port', ''], '--port: expected a value, got nothing'],
    [['--data', ' '], '--data: expected a value, got nothing'],
    [['--fault='], '--fault: expected a value, got nothing'],
    [['--fault', 'PutObject:explode'], '--fault: Expected fault.kind: one of answer'],
    [['--prot', '1'], 'Unknown option --prot. Did you mean --port?'],
    [['--clock', 'late'], '--clock: expected seconds'],
    [['--link', 'fast'], '--link: expected 20mbit'],
    [['--other-bucket', '../x'], '--other-bucket: expected the name of another bucket'],
    [['--other-bucket', 'local-bucket'], '--other-bucket: expected the name of another bucket'],
    [['--extra-fields', 'some'], '--extra-fields: expected lax or strict'],
  ])('prints its usage when it is called with %j', async (args, message) => {
    const { exitCode, stderr } = await begin(args, folder).ended
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)])
  })
})
