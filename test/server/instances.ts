/** Bundled backends behind a round-robin proxy, as processes of their own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { LocalCloud } from '../../dev/local-cloud'

export const WECHAT = { WECHAT_APPID: 'wx0123456789abcdef', WECHAT_SECRET: 'local0app0secret0local0app0secret' }

export interface Instance {
  port: number
  /** SIGTERM, and waits for the end. */
  end(): Promise<void>
  /** SIGKILL, which no process notices. */
  kill(): Promise<void>
  /** Resolves when the log has these words so many times. */
  said(words: string, times?: number): Promise<void>
  timesSaid(words: string): number
}

/**
 * @param flags the arguments of `node`.
 * @param node default: the version that runs the tests.
 */
export async function startInstance(
  flags: string[],
  environment: Record<string, string | undefined>,
  node: string = process.execPath,
): Promise<Instance> {
  const child: ChildProcess = spawn(node, flags, {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const log = followLog(child)
  await Promise.race([log.said('"port":'), once(child, 'close')])
  const port = /"port":(\d+)/.exec(log.text())?.[1]
  if (!port) throw new Error(`ended: ${log.text()}`)
  const endWith = async (signal: NodeJS.Signals): Promise<void> => {
    const closed = once(child, 'close')
    child.kill(signal)
    await closed
  }
  return { ...log, port: Number(port), end: () => endWith('SIGTERM'), kill: () => endWith('SIGKILL') }
}

/** The lines of requests are left out: there are thousands. */
function followLog({ stdout }: ChildProcess): Pick<Instance, 'said' | 'timesSaid'> & { text(): string } {
  let text = ''
  let rest = ''
  const timesSaid = (words: string): number => text.split(words).length - 1
  stdout?.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n')
    rest = lines.pop() ?? ''
    text += lines.filter((line) => !line.includes('"status":')).join('\n')
  })
  return {
    text: () => text,
    timesSaid,
    async said(words, times = 1) {
      while (timesSaid(words) < times) await once(stdout as NonNullable<typeof stdout>, 'data')
    },
  }
}

/** Like a load balancer: it sends nothing to an instance whose `/readyz` is not 200, and never repeats a request. */
export class RoundRobin {
  readonly #agent = new Agent({ keepAlive: true })
  readonly #ready = new Set<number>()
  readonly #known = new Set<number>()
  readonly #probe = setInterval(() => void this.#examine(), 100)
  #turn = 0
  readonly server: Server = createServer((incoming, outgoing) => this.#forward(incoming, outgoing))

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  async listen(): Promise<void> {
    this.server.listen(0, '127.0.0.1')
    await once(this.server, 'listening')
  }

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
    passed.once('error', () => {
      if (port !== undefined) this.#ready.delete(port)
      if (outgoing.headersSent) outgoing.destroy()
      else outgoing.writeHead(502).end()
    })
    incoming.pipe(passed)
  }

  close(): void {
    clearInterval(this.#probe)
    this.#agent.destroy()
    this.server.closeAllConnections()
    this.server.close()
  }
}

export const environmentOf = (cloud: LocalCloud, wechatUrl: string, sessionSecret: string): Record<string, string> => ({
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
