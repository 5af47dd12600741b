/** Two instances behind a round-robin proxy whose secret is changed in three steps while uploads go on. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type LocalCloud, startLocalCloud } from '../../dev/local-cloud'
import { startWechatApi } from '../../dev/wechat-api'
import { createWxHost } from '../../dev/wx-host'
import { createUploader } from '../../miniprogram/uploader/wx'
import type { Routes } from '../../server/routes'
import { bundled } from '../bundled'

const flags = bundled('server/main.ts')
const WECHAT = { WECHAT_APPID: 'wx0123456789abcdef', WECHAT_SECRET: 'local0app0secret0local0app0secret' }
const OLD = randomBytes(32).toString('hex')
const NEW = randomBytes(32).toString('hex')
const UPLOADS = 200
const AT_ONCE = 8

interface Instance {
  port: number
  end(): Promise<void>
}

async function startInstance(environment: Record<string, string>): Promise<Instance> {
  const child: ChildProcess = spawn(process.execPath, flags(), {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const port = await new Promise<number>((listening, failed) => {
    let log = ''
    child.once('close', () => failed(new Error(`ended: ${log}`)))
    child.stdout?.on('data', (chunk: Buffer) => {
      if (log.length < 10_000) log += chunk.toString()
      const bound = /"port":(\d+)/.exec(log)?.[1]
      if (bound) listening(Number(bound))
    })
  })
  return {
    port,
    async end() {
      const closed = once(child, 'close')
      child.kill('SIGTERM')
      await closed
    },
  }
}

/** Like a load balancer: it sends nothing to an instance whose `/readyz` is not 200, and never repeats a request. */
class RoundRobin {
  readonly #agent = new Agent({ keepAlive: true })
  readonly #ready = new Set<number>()
  readonly #known = new Set<number>()
  readonly #probe = setInterval(() => void this.#examine(), 100)
  #turn = 0
  readonly server: Server = createServer((incoming, outgoing) => this.#forward(incoming, outgoing))

  async add(port: number): Promise<void> {
    this.#known.add(port)
    while (!this.#ready.has(port)) await this.#examine()
  }

  remove(port: number): void {
    this.#known.delete(port)
    this.#ready.delete(port)
  }

  async #examine(): Promise<void> {
    for (const port of this.#known) {
      const status = await fetch(`http://127.0.0.1:${port}/readyz`).then(
        (response) => response.status,
        () => 0,
      )
      if (status === 200 && this.#known.has(port)) this.#ready.add(port)
      else this.#ready.delete(port)
    }
  }

  #forward(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const ports = [...this.#ready]
    const port = ports[this.#turn++ % Math.max(1, ports.length)]
    const { method, url: path } = incoming
    const headers = { ...incoming.headers, 'x-forwarded-for': '192.0.2.1' }
    const passed = request({ port, host: '127.0.0.1', method, path, headers, agent: this.#agent }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    passed.once('error', () => outgoing.writeHead(502).end())
    incoming.pipe(passed)
  }

  close(): void {
    clearInterval(this.#probe)
    this.#agent.destroy()
    this.server.closeAllConnections()
    this.server.close()
  }
}

const environmentOf = (cloud: LocalCloud, wechatUrl: string, sessionSecret: string): Record<string, string> => ({
  PATH: process.env.PATH ?? '',
  PORT: '0',
  OSS_BUCKET: cloud.bucket,
  OSS_REGION: cloud.region,
  OSS_DOMAIN: cloud.ossUrl,
  OSS_ENDPOINT: cloud.ossUrl,
  STS_ROLE_ARN: cloud.account.roleArn,
  STS_ENDPOINT: cloud.stsUrl,
  ALIBABA_CLOUD_ACCESS_KEY_ID: cloud.account.accessKeyId,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: cloud.account.accessKeySecret,
  SESSION_SECRET: sessionSecret,
  KEY_SECRET: 'key-secret-key-secret-key-secret-key',
  ROUTES: fileURLToPath(new URL('routes.yaml', import.meta.url)),
  LIMIT_IP_PER_MINUTE: '100000',
  LIMIT_USER_PER_MINUTE: '100000',
  WECHAT_ENDPOINT: wechatUrl,
  ...WECHAT,
})

describe('a change of SESSION_SECRET in three steps, with two instances that are restarted one after the other', () => {
  it(`fails none of ${UPLOADS} uploads`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rolling-restart-'))
    const cloud = await startLocalCloud({ folder: join(folder, 'cloud') })
    const wechat = await startWechatApi({ app: { appid: WECHAT.WECHAT_APPID, secret: WECHAT.WECHAT_SECRET } })
    const proxy = new RoundRobin()
    proxy.server.listen(0, '127.0.0.1')
    await once(proxy.server, 'listening')
    const start = async (secret: string): Promise<Instance> => {
      const instance = await startInstance(environmentOf(cloud, wechat.url, secret))
      await proxy.add(instance.port)
      return instance
    }
    const instances = [await start(OLD), await start(OLD)]

    const host = createWxHost()
    const wx: typeof host.wx = {
      ...host.wx,
      login: ((options: { success?(result: object): void }) =>
        options.success?.({ code: wechat.issueCode('ann'), errMsg: 'login:ok' })) as typeof host.wx.login,
    }
    const server = `http://127.0.0.1:${(proxy.server.address() as AddressInfo).port}`
    const uploader = createUploader<Routes>({ server, wx, multipartThreshold: 200_000, onFailure: () => {} })
    const endings: string[] = []
    let begun = 0
    let isOver = false
    const upload = async (): Promise<void> => {
      begun += 1
      const size = begun % 10 === 0 ? 300_000 : 2000
      const path = join(folder, `${begun}.jpg`)
      await writeFile(path, Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), randomBytes(size)]))
      const ending = await uploader.upload(host.temp(path), { route: 'photo' }).done.then(
        () => 'done',
        (error: { code: string }) => error.code,
      )
      endings.push(ending)
    }
    // Uploads go on until the last step, and at least so many.
    const uploads = Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        while (begun < UPLOADS || !isOver) await upload()
      }),
    )
    const oneMore = async (): Promise<void> => {
      const before = begun
      while (endings.length < before) await new Promise((resolve) => setTimeout(resolve, 10))
    }

    for (const secret of [`${OLD},${NEW}`, `${NEW},${OLD}`, NEW]) {
      // No upload lives longer than a step here; README says how long to wait.
      await oneMore()
      for (const place of [0, 1]) {
        await instances[place]?.end()
        proxy.remove(instances[place]?.port ?? 0)
        instances[place] = await start(secret)
        await oneMore()
      }
    }
    isOver = true
    await uploads

    expect(endings.filter((ending) => ending !== 'done')).toEqual([])
    expect(endings.length).toBeGreaterThanOrEqual(UPLOADS)
    for (const instance of instances) await instance.end()
    proxy.close()
    await host.dispose()
    await wechat.close()
    await cloud.close()
    await rm(folder, { recursive: true, force: true })
  }, 600_000)
})
