import { request } from 'node:http'
import { networkInterfaces } from 'node:os'
import { hasDesktop } from '../../dev/preview/open-browser'
import { PATHS } from '../../dev/preview/wire'
import { type Started, startAll } from './rig'

let started: Started
beforeAll(async () => {
  started = await startAll()
})
afterAll(() => started.close())

interface Asked {
  method?: string
  path: string
  headers?: Record<string, string>
  body?: string
}

/** Sends any Host and Origin, which `fetch` does not allow. */
function ask({ method = 'GET', path, headers = {}, body = '' }: Asked): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const going = request(`${started.preview.url}${path}`, { method, headers, agent: false }, async (answer) => {
      let text = ''
      for await (const chunk of answer) text += chunk
      resolve({ status: answer.statusCode ?? 0, text })
    })
    going.once('error', reject)
    going.end(body)
  })
}

const flip = (name: string, origin: string) =>
  ask({ method: 'POST', path: PATHS.switches, headers: { origin }, body: JSON.stringify({ name, on: true }) })

const piece = (url: string) =>
  ask({
    method: 'POST',
    path: PATHS.link,
    headers: {
      origin: started.preview.url,
      'x-link': encodeURIComponent(JSON.stringify({ id: '1', url, method: 'GET', headers: {}, length: 0, offset: 0 })),
    },
  })

describe("The preview's server", () => {
  it('does nothing for other web pages, and nothing under another name', async () => {
    expect((await flip('down', 'https://example.com')).status).toBe(403)
    expect((await ask({ path: '/', headers: { host: 'example.com' } })).status).toBe(403)
    expect((await ask({ method: 'POST', path: '/backend/v1/session' })).status).toBe(403)
    expect((await flip('down', started.preview.url)).status).toBe(204)
    expect((await flip('down', started.preview.url)).text).toBe('')
    expect((await flip('rain', started.preview.url)).status).toBe(400)
  })

  it('forwards requests to the backend, and its answer unchanged', async () => {
    expect(await ask({ path: '/backend/healthz' })).toEqual({ status: 200, text: '{"status":"ok"}' })
    expect((await ask({ path: '/backend/none' })).text).toContain('"code":"not-found"')
  })

  it('has a slow link only to the bucket and the backend', async () => {
    expect(JSON.parse((await piece('http://localhost:1/')).text)).toMatchObject({ kind: 'broken' })
    expect(JSON.parse((await piece(`${started.preview.url}/backend/healthz`)).text)).toMatchObject({
      kind: 'answer',
      status: 200,
    })
  })

  it('listens only on this machine', async () => {
    const outside = Object.values(networkInterfaces()).flatMap((all) => all ?? [])
    const address = outside.find(({ family, internal }) => family === 'IPv4' && !internal)?.address
    const { port } = new URL(started.preview.url)
    // A machine without a network has no other address to try.
    if (address) await expect(fetch(`http://${address}:${port}/`)).rejects.toThrow('fetch failed')
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200)
  })
})

describe('npm start', () => {
  it('opens a browser only if there is a terminal and a desktop', () => {
    expect(hasDesktop({ DISPLAY: ':0' }, 'linux', true)).toBe(true)
    expect(hasDesktop({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux', true)).toBe(true)
    expect(hasDesktop({}, 'darwin', true)).toBe(true)
    expect(hasDesktop({}, 'linux', true)).toBe(false)
    expect(hasDesktop({ DISPLAY: ':0' }, 'linux', false)).toBe(false)
    expect(hasDesktop({ DISPLAY: ':0', CI: 'true' }, 'linux', true)).toBe(false)
  })
})
