import { rmSync, writeFileSync } from 'node:fs'
import { PassThrough, Readable } from 'node:stream'
import type { DoctorOverrides } from '../../../../server/cli/doctor/context/context'
import { doctorCommand } from '../../../../server/cli/doctor/doctor-command'
import { runCli } from '../../../../server/cli/run-cli'
import { run } from '../run'
import { type Rig, rolePolicy, send, startRig } from './rig'

let rig: Rig
beforeAll(async () => {
  rig = await startRig()
})
afterAll(() => rig.close())

/** Masks what differs in each run: ports, ids, times. */
const masked = (text: string): string =>
  text
    .replace(/localhost:\d+/g, 'localhost:PORT')
    .replace(/STS\.\w+…\w+/g, 'STS.ID')
    .replace(/AssumedRoleId {2}\d+/g, 'AssumedRoleId  ID')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replace(/RequestId {2}[\w-]+/g, 'RequestId  ID')
    .replace(/rid: [\w-]+/g, 'rid: ID')
    .replace(/\d+\.\d (秒|s)$/gm, 'TIME $1')
    .replace(/policy( has)? \d{4}/g, 'policy$1 SIZE')

describe('the output of doctor', () => {
  it.each(['zh', 'en'])('is this without faults, in %s', async (lang) => {
    expect(masked(await rig.text({ args: ['--lang', lang] }))).toMatchSnapshot()
  })

  it.each(['zh', 'en'])('is this with two faults, in %s', async (lang) => {
    rig.cloud.setRolePolicy(rolePolicy(rig.env, (actions) => actions.filter((action) => action !== 'oss:DeleteObject')))
    const env = { WECHAT_SECRET: '00000000000000000000000000000000' }
    expect(masked(await rig.text({ args: ['--lang', lang], env }))).toMatchSnapshot()
    rig.cloud.setRolePolicy(rolePolicy(rig.env))
  })

  it('is in the language of the terminal, or by default in Chinese', async () => {
    const titleIn = async (env: Record<string, string>) =>
      (await rig.text({ args: ['--only', 'domains'], env })).split('\n')[0]
    expect(await titleIn({})).toContain('合法域名')
    expect(await titleIn({ LANG: 'C.UTF-8' })).toContain('合法域名')
    expect(await titleIn({ LANG: 'en_US.UTF-8', LC_ALL: 'zh_CN.UTF-8' })).toContain('合法域名')
    expect(await titleIn({ LANG: 'en_US.UTF-8' })).toContain('domain lists')
  })

  it('has colours on a terminal, but not with NO_COLOR or in a pipe', async () => {
    expect(await onTerminal({})).toContain('\u001b[32m✓')
    expect(await onTerminal({ NO_COLOR: '1' })).not.toContain('\u001b')
    expect(await rig.text({ args: ['--only', 'domains'] })).not.toContain('\u001b')
    expect(await rig.text({ args: ['--only', 'domains'], env: { FORCE_COLOR: '1' } })).toContain('\u001b')
  })

  it('shows the running check on a terminal, and erases it at the end', async () => {
    const stderr = Object.assign(new PassThrough(), { isTTY: true })
    await onTerminal({ LANG: 'en_US.UTF-8' }, stderr)
    const text = String(stderr.read())
    expect(text).toContain('\r\u001b[K2/2 entries for the mini-program')
    expect(text.endsWith('\r\u001b[K')).toBe(true)
  })
})

async function onTerminal(env: Record<string, string>, stderr = new PassThrough()): Promise<string> {
  const stdout = Object.assign(new PassThrough(), { isTTY: true })
  const terminal = { env: { ...rig.env, ...env }, folder: rig.folder, stdin: Readable.from([]), stdout, stderr }
  await doctorCommand(['--only', 'domains'], terminal)
  return String(stdout.read())
}

describe('the exit code of doctor', () => {
  it.each([
    ['0 if all checks pass', {}, 0],
    ['1 with warnings', { WECHAT_APPID: '', WECHAT_SECRET: '' }, 1],
    ['2 with errors', { OSS_BUCKET: '' }, 2],
  ])('is %s', async (_, env, code) => {
    expect((await rig.doctor({ args: ['--only', 'configuration'], env })).code).toBe(code)
  })

  it('is 3 if doctor is called wrongly', async () => {
    for (const args of [['--only', 'nothing'], ['--tree', 'nowhere'], ['--env-file', 'nowhere'], ['--colour']]) {
      const { code, stderr } = await run(['doctor', ...args], { folder: rig.folder })
      expect([code, stderr]).toEqual([3, expect.stringContaining('doctor [--only a,b]')])
    }
  })
})

describe('the environment of doctor', () => {
  it('includes .env, but variables that are set already win', async () => {
    const file = `${rig.folder}/.env`
    const lines = Object.entries({ ...rig.env, OSS_BUCKET: 'from-file' }).map(([name, value]) => `${name}=${value}`)
    writeFileSync(file, lines.join('\n'))
    const bucketIn = async (env: Record<string, string>) =>
      (await run(['doctor', '--only', 'configuration', '--lang', 'en'], { folder: rig.folder, env })).stdout
    expect(await bucketIn({})).toContain('bucket from-file')
    expect(await bucketIn({ OSS_BUCKET: 'from-outside' })).toContain('bucket from-outside')
    rmSync(file)
  })
})

describe('doctor', () => {
  it('removes what it wrote after a failure in the middle', async () => {
    rig.cloud.faults.inject('HeadObject', { kind: 'answer', status: 500, code: 'InternalError' })
    const { bad, leftBehind } = await rig.doctor()
    expect([bad, leftBehind]).toEqual([['form/oss:InternalError'], []])
    expect(rig.cloud.inspect.objects(rig.cloud.bucket)).toEqual([])
  })

  it('names what it could not remove', async () => {
    const broken = { status: 500, headers: {}, body: Buffer.alloc(0) }
    const overrides: DoctorOverrides = {
      http: (request) =>
        request.method === 'DELETE' && request.url.includes('form.jpg') ? Promise.resolve(broken) : send(request),
    }
    const { code, leftBehind } = await rig.doctor({ args: ['--only', 'form'], overrides })
    const objects = rig.cloud.inspect.objects(rig.cloud.bucket) ?? []
    expect([code, [...leftBehind].sort()]).toEqual([1, objects.map(({ key }) => key)])
    expect(objects).toHaveLength(2)
    for (const { key } of objects) await rig.asOwner({ method: 'DELETE', key })
  })

  it('is one of the commands of the CLI', async () => {
    const stdout = new PassThrough()
    const terminal = { env: rig.env, folder: rig.folder, stdin: Readable.from([]), stdout, stderr: new PassThrough() }
    expect(await runCli(['doctor', '--only', 'domains'], terminal)).toBe(0)
    expect(String(stdout.read())).toContain(rig.cloud.ossUrl)
  })
})
