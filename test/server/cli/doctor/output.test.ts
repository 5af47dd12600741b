import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { createHttp } from '../../../../server/cli/cloud/http'
import type { DoctorWiring } from '../../../../server/cli/doctor/context'
import { doctorCommand } from '../../../../server/cli/doctor/doctor-command'
import { findMiniProgram } from '../../../../server/cli/doctor/find-mini-program'
import { runCli } from '../../../../server/cli/run-cli'
import { run } from '../run'
import { type Rig, rolePolicy, startRig } from './rig'

let rig: Rig
beforeAll(async () => {
  rig = await startRig()
})
afterAll(() => rig.close())

/** Without what is another one each time: ports, ids, times. */
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

describe('what doctor prints', () => {
  it.each(['zh', 'en'])('of a set-up that is in order, in %s', async (lang) => {
    expect(masked(await rig.text({ args: ['--lang', lang] }))).toMatchSnapshot()
  })

  it.each(['zh', 'en'])('of one that is broken in two places, in %s', async (lang) => {
    rig.cloud.setRolePolicy(rolePolicy(rig.env, (actions) => actions.filter((action) => action !== 'oss:DeleteObject')))
    const env = { WECHAT_SECRET: '00000000000000000000000000000000' }
    expect(masked(await rig.text({ args: ['--lang', lang], env }))).toMatchSnapshot()
    rig.cloud.setRolePolicy(rolePolicy(rig.env))
  })

  it('is in the language of the terminal, Chinese where that has none', async () => {
    const titleIn = async (env: Record<string, string>) =>
      (await rig.text({ args: ['--only', 'domains'], env })).split('\n')[0]
    expect(await titleIn({})).toContain('合法域名')
    expect(await titleIn({ LANG: 'C.UTF-8' })).toContain('合法域名')
    expect(await titleIn({ LANG: 'en_US.UTF-8', LC_ALL: 'zh_CN.UTF-8' })).toContain('合法域名')
    expect(await titleIn({ LANG: 'en_US.UTF-8' })).toContain('domain lists')
  })

  it('is coloured on a terminal, and plain with NO_COLOR or in a pipe', async () => {
    expect(await onTerminal({})).toContain('\u001b[32m✓')
    expect(await onTerminal({ NO_COLOR: '1' })).not.toContain('\u001b')
    expect(await rig.text({ args: ['--only', 'domains'] })).not.toContain('\u001b')
    expect(await rig.text({ args: ['--only', 'domains'], env: { FORCE_COLOR: '1' } })).toContain('\u001b')
  })

  it('tells on a terminal what it is at, and wipes that away', async () => {
    const stderr = Object.assign(new PassThrough(), { isTTY: true })
    await onTerminal({ LANG: 'en_US.UTF-8' }, stderr)
    const text = String(stderr.read())
    expect(text).toContain('\r\u001b[K2/2 lines for the mini-program')
    expect(text.endsWith('\r\u001b[K')).toBe(true)
  })
})

async function onTerminal(env: Record<string, string>, stderr = new PassThrough()): Promise<string> {
  const stdout = Object.assign(new PassThrough(), { isTTY: true })
  const terminal = { env: { ...rig.env, ...env }, folder: rig.folder, stdin: Readable.from([]), stdout, stderr }
  await doctorCommand(['--only', 'domains'], terminal)
  return String(stdout.read())
}

describe('what doctor exits with', () => {
  it.each([
    ['0 when all is well', {}, 0],
    ['1 when there are warnings', { WECHAT_APPID: '', WECHAT_SECRET: '' }, 1],
    ['2 when there are errors', { OSS_BUCKET: '' }, 2],
  ])('is %s', async (_, env, code) => {
    expect((await rig.doctor({ args: ['--only', 'configuration'], env })).code).toBe(code)
  })

  it('is 3 when it is called wrongly', async () => {
    for (const args of [['--only', 'nothing'], ['--tree', 'nowhere'], ['--env-file', 'nowhere'], ['--colour']]) {
      const { code, stderr } = await run(['doctor', ...args], { folder: rig.folder })
      expect([code, stderr]).toEqual([3, expect.stringContaining('doctor [--only a,b]')])
    }
  })
})

describe('where doctor looks for the mini-program', () => {
  const found = (...files: [string, string][]): string | undefined => {
    const folder = mkdtempSync(join(tmpdir(), 'find-'))
    for (const [name, text] of files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), text)
    }
    const tree = findMiniProgram(folder, undefined)
    rmSync(folder, { recursive: true })
    return tree && (relative(folder, tree) || '.')
  }

  it('is where DevTools has it, or in `miniprogram`', () => {
    expect(found(['miniprogram/app.json', '{}'])).toBe('miniprogram')
    expect(found(['project.config.json', '{"miniprogramRoot":"client/"}'], ['client/app.json', '{}'])).toBe('client')
    expect(found(['project.config.json', '{}'])).toBe('.')
    expect(found(['project.config.json', '{'])).toBeUndefined()
    expect(found()).toBeUndefined()
  })
})

describe('where doctor reads its environment', () => {
  it('is .env as well, behind what is set already', async () => {
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

it('takes away what it wrote when it is interrupted by a failure in its midst', async () => {
  rig.cloud.faults.inject('HeadObject', { kind: 'answer', status: 500, code: 'InternalError' })
  const { bad, leftBehind } = await rig.doctor()
  expect([bad, leftBehind]).toEqual([['form/oss:InternalError'], []])
  expect(rig.cloud.inspect.objects(rig.cloud.bucket)).toEqual([])
})

it('says what it could not take away', async () => {
  const http = createHttp()
  const broken = { status: 500, headers: {}, body: Buffer.alloc(0) }
  const wiring: DoctorWiring = {
    http: (request) =>
      request.method === 'DELETE' && request.url.includes('form.jpg') ? Promise.resolve(broken) : http(request),
  }
  const { code, leftBehind } = await rig.doctor({ args: ['--only', 'form'], wiring })
  const objects = rig.cloud.inspect.objects(rig.cloud.bucket) ?? []
  expect([code, [...leftBehind].sort()]).toEqual([1, objects.map(({ key }) => key)])
  expect(objects).toHaveLength(2)
  for (const { key } of objects) await rig.asOwner({ method: 'DELETE', key })
})

it('is one of the commands', async () => {
  const stdout = new PassThrough()
  const terminal = { env: rig.env, folder: rig.folder, stdin: Readable.from([]), stdout, stderr: new PassThrough() }
  expect(await runCli(['doctor', '--only', 'domains'], terminal)).toBe(0)
  expect(String(stdout.read())).toContain(rig.cloud.ossUrl)
})
