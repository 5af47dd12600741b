import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startWechatApi } from '../../dev/wechat-api'
import { bundled } from '../bundled'
import { freePort } from '../free-port'

const env = {
  PATH: process.env.PATH,
  PORT: '0',
  OSS_BUCKET: 'examplebucket',
  OSS_REGION: 'cn-hangzhou',
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'local-key-id',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'local-key-secret',
  SESSION_SECRET: 'session-secret-session-secret-session',
  KEY_SECRET: 'key-secret-key-secret-key-secret-key',
  ROUTES: fileURLToPath(new URL('routes.yaml', import.meta.url)),
}
const wechat = { WECHAT_APPID: 'wx0123456789abcdef', WECHAT_SECRET: 'local0app0secret0local0app0secret' }

interface Line {
  level: number
  message?: string
  routes?: string[]
  msg?: string
  port?: number
}

const flags = bundled('server/main.ts')
const start = (environment: Record<string, string | undefined>): ChildProcess =>
  spawn(process.execPath, flags(), { env: environment, stdio: 'pipe' })

/** Starts a backend, and resolves once it listens. */
async function running(environment: Record<string, string | undefined>) {
  const child = start(environment)
  const lines: Line[] = []
  let rest = ''
  const port = await new Promise<number>((listening, failed) => {
    child.once('close', () => failed(new Error(`ended: ${JSON.stringify(lines)}`)))
    child.stdout?.on('data', (chunk: Buffer) => {
      const complete = (rest + chunk.toString()).split('\n')
      rest = complete.pop() ?? ''
      for (const line of complete) lines.push(JSON.parse(line))
      const bound = lines.find((line) => line.port !== undefined)?.port
      if (bound) listening(bound)
    })
  })
  const post = async (path: string, body: object, token?: string) => {
    const headers = token === undefined ? undefined : { authorization: `Bearer ${token}` }
    const answer = await fetch(`http://localhost:${port}${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers,
    })
    return { status: answer.status, body: (await answer.json()) as { token?: string; uploads?: object[] } }
  }
  const end = async (): Promise<unknown> => {
    const closed = once(child, 'close')
    child.kill('SIGTERM')
    return (await closed)[0]
  }
  return { port, lines, post, end, child }
}

describe('the stand-alone backend', () => {
  it('names everything that is wrong and exits 1', async () => {
    const child = start({ PATH: process.env.PATH, WECHAT_APPID: wechat.WECHAT_APPID })
    let text = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
    const [code] = await once(child, 'close')
    expect(code).toBe(1)
    for (const name of ['OSS_BUCKET', 'OSS_REGION', 'SESSION_SECRET', 'KEY_SECRET'])
      expect(text).toContain(`${name}: is missing`)
    expect(text).toContain('WECHAT_SECRET: expected together with WECHAT_APPID')
    expect(text).not.toContain('    at ')
  })

  it.each([
    [undefined, 'ROUTES: expected the path of a file that says what may be uploaded'],
    ['none.yaml', 'none.yaml: cannot be read (ENOENT)'],
  ])('opens nothing and exits 1 if ROUTES is %s', async (path, expected) => {
    const child = start({ ...env, ROUTES: path })
    let text = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
    expect(await once(child, 'close')).toEqual([1, null])
    expect(text).toContain(expected)
    expect(text).not.toContain('    at ')
  })

  it('reads its routes again on SIGHUP, and keeps them if the file has a fault', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'routes-'))
    const path = join(folder, 'routes.yaml')
    const write = (names: string[]): Promise<void> =>
      writeFile(path, `routes:\n${names.map((name) => `  ${name}: { accept: [image/*], maxSize: 1MB }\n`).join('')}`)
    await write(['photo'])
    const backend = await running({ ...env, ROUTES: path })
    const reload = async (expected: string): Promise<Line | undefined> => {
      const before = backend.lines.length
      backend.child.kill('SIGHUP')
      const found = (): Line | undefined => backend.lines.slice(before).find(({ msg }) => msg?.startsWith(expected))
      while (!found()) await new Promise((resolve) => setTimeout(resolve, 20))
      return found()
    }
    const documented = async (): Promise<string | undefined> => {
      const text = await (await fetch(`http://localhost:${backend.port}/openapi.json`)).text()
      return /Routes that accept uploads: ([\w, ]+)/.exec(text)?.[1]
    }
    expect(await documented()).toBe('photo')
    await write(['photo', 'avatar'])
    expect((await reload('routes read again'))?.routes).toEqual(['photo', 'avatar'])
    expect(await documented()).toBe('photo, avatar')
    await writeFile(path, 'routes: [')
    expect((await reload('routes file refused'))?.message).toMatch(/^routes\.yaml:1: /)
    expect(await documented()).toBe('photo, avatar')
    expect(await backend.end()).toBe(0)
    await rm(folder, { recursive: true })
  })

  it('warns that it answers every call 401 without an identity, and ends by itself on SIGTERM', async () => {
    const backend = await running(env)
    expect(backend.lines.some(({ level, msg }) => level === 40 && msg?.includes('401'))).toBe(true)
    expect((await backend.post('/v1/uploads/complete', { upload: 'x' })).status).toBe(401)
    expect(await backend.end()).toBe(0)
    expect(backend.lines.at(-1)?.msg).toBe('stopped')
  })

  it('ends on SIGTERM even if its log is no longer read', async () => {
    const backend = await running(env)
    backend.child.stdout?.pause()
    // The lines of 3,000 requests are more than the pipe and Node's own buffers hold. Linux resets connections beyond
    // its queue of 511 that are not yet accepted, so only 100 are opened at a time.
    for (let sent = 0; sent < 3000; sent += 100) {
      const posts = Array.from({ length: 100 }, () => backend.post('/v1/uploads/complete', { upload: 'x' }))
      expect(new Set((await Promise.all(posts)).map(({ status }) => status))).toEqual(new Set([401]))
    }
    const ended = once(backend.child, 'exit')
    backend.child.kill('SIGTERM')
    expect(await ended).toEqual([null, 'SIGKILL'])
    backend.child.stdout?.destroy()
  })

  it.each(['/dev/full', 'a closed pipe'])('answers and ends while its log goes to %s', async (to) => {
    const port = await freePort()
    const isFull = to === '/dev/full'
    const stdio: StdioOptions = ['ignore', isFull ? openSync(to, 'w') : 'pipe', 'inherit']
    const child = spawn(process.execPath, flags(), { env: { ...env, PORT: `${port}` }, stdio })
    const ended = once(child, 'exit')
    child.stdout?.destroy()
    const isUp = async (): Promise<boolean> => {
      const answer = await fetch(`http://localhost:${port}/healthz`).catch(() => undefined)
      return answer?.status === 200
    }
    while (!(await isUp())) await new Promise((resolve) => setTimeout(resolve, 50))
    // Each request writes a line of the log.
    for (let count = 0; count < 3; count += 1) {
      const answer = await fetch(`http://localhost:${port}/v1/uploads`, { method: 'POST', body: '{}' })
      expect(answer.status).toBe(401)
    }
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  })

  it('needs only an AppID and an AppSecret: a code is exchanged for a session, and the session for a ticket', async () => {
    const api = await startWechatApi({ app: { appid: wechat.WECHAT_APPID, secret: wechat.WECHAT_SECRET } })
    const backend = await running({ ...env, ...wechat, WECHAT_ENDPOINT: api.url })
    try {
      expect(backend.lines.filter(({ level }) => level >= 40)).toEqual([])
      for (const path of ['/healthz', '/readyz', '/metrics']) {
        expect((await fetch(`http://localhost:${backend.port}${path}`)).status).toBe(200)
      }
      const { body } = await backend.post('/v1/session', { code: api.issueCode('ann') })
      const files = [{ size: 9, type: 'image/jpeg' }]
      const tickets = await backend.post('/v1/uploads', { route: 'photo', files }, body.token)
      expect(tickets.body).toMatchObject({
        form: { url: expect.stringContaining('examplebucket') },
        uploads: [{ kind: 'form' }],
      })
      expect(JSON.stringify(backend.lines)).not.toContain(wechat.WECHAT_SECRET)
    } finally {
      expect(await backend.end()).toBe(0)
      await api.close()
    }
  })

  it('refuses headers that are too slow or too long', async () => {
    const backend = await running(env)
    /** Sends the text, and gives what is answered until the connection is closed. */
    const send = (text: string): Promise<string> =>
      new Promise((resolve, reject) => {
        let answer = ''
        const socket = connect(backend.port, 'localhost', () => socket.write(text))
        socket.on('data', (chunk) => {
          answer += chunk.toString()
        })
        socket.once('error', reject)
        socket.once('close', () => resolve(answer))
      })
    const start = 'POST /v1/uploads HTTP/1.1\r\nHost: localhost\r\n'
    const [slow, long] = await Promise.all([send(start), send(`${start}X-Long: ${'x'.repeat(33 * 1024)}\r\n\r\n`)])
    expect(slow).toMatch(/^HTTP\/1\.1 408 /)
    expect(long).toMatch(/^HTTP\/1\.1 431 /)
    expect(await backend.end()).toBe(0)
  })

  it('answers the requests under way before it ends', async () => {
    const backend = await running(env)
    const agent = new Agent({ keepAlive: true })
    const body = '{"upload":"x"}'
    const sent = request({
      agent,
      port: backend.port,
      path: '/v1/uploads/complete',
      method: 'POST',
      headers: { 'content-length': Buffer.byteLength(body), expect: '100-continue' },
    })
    const answered = once(sent, 'response')
    sent.flushHeaders()
    // The backend asks for the body once it has begun with the request.
    await once(sent, 'continue')
    const ended = backend.end()
    sent.end(body)
    const [response] = await answered
    response.resume()
    expect(response.statusCode).toBe(401)
    expect(await ended).toBe(0)
    agent.destroy()
  })
})
