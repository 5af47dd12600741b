import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SAMPLE_PHOTO } from '../../dev/samples/sample-photo'
import { USUAL_PORTS } from '../../dev/stack/ports'
import { command } from './command'

let home: string
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'wx-oss-upload-start-'))
})
afterAll(() => rm(home, { recursive: true, force: true }))

const beginStart = command('dev/start.ts')
const beginReset = command('dev/stack/reset.ts')
const beginDemo = command('dev/demo/main.ts')

/** Takes a port. If another process has it already, it is taken as well. */
const take = (port: number): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(server))
    server.listen(port, '127.0.0.1', () => resolve(server))
  })

describe('npm start while the usual ports are taken', () => {
  it('takes other ports, says what to edit, serves the demo, and ends on Ctrl-C', async () => {
    const taken = await Promise.all(Object.values(USUAL_PORTS).map(take))
    const start = beginStart([], home)
    const greeting = await start.printed(/Ctrl-C/)
    const server = /const SERVER = '(http:\/\/localhost:\d+)'/.exec(greeting)?.[1] ?? ''
    const sampleUrl = /^ {2}(http\S+)/m.exec(greeting)?.[1] ?? ''
    expect(server).not.toBe(`http://localhost:${USUAL_PORTS.backend}`)
    expect((await fetch(`${server}/healthz`)).status).toBe(200)
    const web = /网页 web +(\S+)/.exec(greeting)?.[1] ?? ''
    expect(await (await fetch(web)).text()).toContain(`{"server":"${server}"}`)
    const asked = await fetch(`${server}/v1/uploads`, {
      method: 'OPTIONS',
      headers: { origin: web, 'access-control-request-method': 'POST' },
    })
    expect(asked.headers.get('access-control-allow-origin')).toBe(web)
    const page = / admin (http\S+)/.exec(greeting)?.[1] ?? ''
    expect(await (await fetch(page)).text()).toContain(new URL(sampleUrl).pathname.split('/').at(-1))
    expect(Buffer.from(await (await fetch(sampleUrl)).arrayBuffer())).toEqual(await readFile(SAMPLE_PHOTO))

    const { stdout, exitCode } = await beginDemo(['--json'], home).ended
    expect(exitCode).toBe(0)
    expect((await fetch(JSON.parse(stdout).url)).headers.get('content-type')).toBe('image/jpeg')

    start.child.kill('SIGINT')
    expect((await start.ended).exitCode).toBe(0)
    await expect(fetch(`${server}/healthz`)).rejects.toThrow('fetch failed')
    for (const server of taken) server.close()
  })
})

describe('npm start', () => {
  it('has one owner for its folder, and reset waits for it', async () => {
    const own = await mkdtemp(join(home, 'owned-'))
    const first = beginStart(['--no-open'], own)
    const greeting = await first.printed(/Ctrl-C/)
    const preview = /预览 preview +(\S+)/.exec(greeting)?.[1] ?? ''
    const sampleUrl = /^ {2}(http\S+)/m.exec(greeting)?.[1] ?? ''

    const second = await beginStart(['--no-open'], own).ended
    expect(second).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining(`running at ${preview}`) })
    const refused = await beginReset([], own).ended
    expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('Already running') })
    expect((await fetch(sampleUrl)).status).toBe(200)
    expect(JSON.parse(await readFile(join(own, 'running.json'), 'utf8'))).toMatchObject({ preview })

    // A killed process leaves its mark, which does not count.
    first.child.kill('SIGKILL')
    await first.ended
    const third = beginStart(['--no-open'], own)
    await third.printed(/Ctrl-C/)
    third.child.kill('SIGINT')
    expect((await third.ended).exitCode).toBe(0)
    const reset = await beginReset([], own).ended
    expect(reset).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/Removed .* files, [\d.]+ KB/) })
    expect((await beginReset([], own).ended).stdout).toContain('Nothing to remove')
  })

  it('ends with a sentence when it cannot start', async () => {
    const damaged = await mkdtemp(join(home, 'damaged-'))
    await mkdir(join(damaged, 'objects'))
    await writeFile(join(damaged, 'objects/keys.json'), '{')
    expect(await beginStart([], damaged).ended).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/keys\.json is damaged .*npm run reset/),
    })
    const file = join(home, 'file')
    await writeFile(file, '')
    const { exitCode, stderr } = await beginStart([], file).ended
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('Not a folder')])
  })

  it.each([
    [['--no-opne'], 'Unknown option --no-opne. Did you mean --no-open?'],
    [['--rooot', 'x'], 'Did you mean --root?'],
    [['--quiet'], 'Unknown option --quiet.\n'],
    [['--root', 'dev'], '--root: expected the folder of a mini-program'],
    [['x'], 'x'],
  ])('prints its usage when it is called with %j', async (args, message) => {
    const { exitCode, stderr } = await beginStart(args, home).ended
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)])
    expect(stderr).toContain('npm start -- [--root DIR]')
  })

  it('prints its usage for --help, and starts nothing', async () => {
    const { exitCode, stdout } = await beginStart(['--help'], home).ended
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('--no-open')])
  })
})

describe('npm start --root', () => {
  it('previews the mini-program of another project, whose settings name its folder', async () => {
    const own = await mkdtemp(join(home, 'root-'))
    const project = join(own, 'project')
    await mkdir(join(project, 'src/pages/home'), { recursive: true })
    await writeFile(join(project, 'project.config.json'), JSON.stringify({ miniprogramRoot: 'src/' }))
    await writeFile(join(project, 'src/app.json'), JSON.stringify({ pages: ['pages/home/home'] }))
    await writeFile(join(project, 'src/app.js'), 'App({})')
    await writeFile(join(project, 'src/pages/home/home.json'), '{}')
    await writeFile(join(project, 'src/pages/home/home.wxml'), '<view>Another home</view>')
    await writeFile(join(project, 'src/pages/home/home.js'), 'Page({})')
    const start = beginStart(['--no-open', '--root', project], own)
    const printed = await start.printed(/Ctrl-C/)
    expect(printed).toContain(`Open ${project} in WeChat DevTools`)
    const preview = /预览 preview +(\S+)/.exec(printed)?.[1]
    expect(await (await fetch(`${preview}/phone.js`)).text()).toContain('Another home')
    start.child.kill('SIGINT')
    await start.ended
  })
})
