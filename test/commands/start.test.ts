import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { USUAL_PORTS } from '../../dev/stack/ports'
import { command } from './command'

let home: string
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'wx-oss-upload-start-'))
})
afterAll(() => rm(home, { recursive: true, force: true }))

const beginStart = command('dev/start.ts')
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
    expect((await fetch(sampleUrl)).headers.get('content-type')).toBe('image/jpeg')

    const { stdout, exitCode } = await beginDemo(['--json'], home).ended
    expect(exitCode).toBe(0)
    expect(new URL(JSON.parse(stdout).url).origin).toBe(new URL(sampleUrl).origin)

    start.child.kill('SIGINT')
    expect((await start.ended).exitCode).toBe(0)
    await expect(fetch(`${server}/healthz`)).rejects.toThrow('fetch failed')
    for (const server of taken) server.close()
  })
})
