/** A whole set-up on this machine without faults. A test breaks one thing of it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { serve } from '@hono/node-server'
import { jest } from '@jest/globals'
import { pino } from 'pino'
import { type LocalCloud, startLocalCloud } from '../../../../dev/local-cloud'
import { startWechatApi, type WechatApi } from '../../../../dev/wechat-api'
import { createCertificateOf } from '../../../../server/cli/cloud/certificate'
import { createHttp, type Http, type HttpAnswer } from '../../../../server/cli/cloud/http'
import { createOss, type OssAnswer, type OssRequest } from '../../../../server/cli/cloud/oss'
import type { DoctorOverrides } from '../../../../server/cli/doctor/context/context'
import { doctorCommand } from '../../../../server/cli/doctor/doctor-command'
import { policyDocument } from '../../../../server/cli/setup/policy/documents'
import { LIFECYCLE, lifecycleRule, wantedRules } from '../../../../server/cli/setup/rules/lifecycle'
import { createApp, readEnvironment, sessionIdentity } from '../../../../server/index'
import { element, xmlDocument } from '../../../../server/oss/xml'
import { routes } from '../../../../server/routes'
import { type CertificateTerms, selfSignedCertificate } from '../../../wx-host/self-signed'
import { cloudEnv } from '../cloud-env'

// Each run of doctor sends some 70 requests, which take long on a busy machine.
jest.setTimeout(120_000)
const REQUEST_MS = 60_000

/** Sends requests as doctor does, but waits longer for the answers. */
export const send: Http = createHttp({ timeoutMs: REQUEST_MS })

const BUCKET = 'examplebucket'
const OTHER_BUCKET = 'example-public'
const APP = { appid: 'wx0123456789abcdef', secret: 'fedcba98765432100123456789abcdef' }

export interface Rig {
  cloud: LocalCloud
  wechat: WechatApi
  env: Record<string, string>
  /** Has a mini-program in it. */
  folder: string
  /** Writes a file of the mini-program. */
  page(name: string, text: string): void
  /** Sends a request as the account itself, which has all permissions. */
  asOwner(request: OssRequest): Promise<OssAnswer>
  /** Runs doctor with --json. */
  doctor(options?: DoctorOptions): Promise<Report>
  /** Runs doctor, and returns the text that it prints. */
  text(options?: DoctorOptions): Promise<string>
  /** Starts an HTTPS server for the host name in its certificate. By default it answers as the local OSS. */
  tls(terms: CertificateTerms, handle?: RequestListener): Promise<{ overrides: DoctorOverrides; port: number }>
  /** Starts an HTTP server. */
  http(handle: RequestListener): Promise<string>
  /** All secrets: those of the environment, and those that STS issued. */
  secrets(): string[]
  /** Everything that doctor printed. */
  printed(): string
  close(): Promise<void>
}

export interface DoctorOptions {
  env?: Record<string, string | undefined>
  args?: string[]
  overrides?: DoctorOverrides
}

export interface Report {
  code: number
  ok: boolean
  checks: { id: string; bucket?: string; status: string; because?: string; findings: ReportedFinding[] }[]
  leftBehind: string[]
  /** `check/code` of every warning and error. */
  bad: string[]
}

export interface ReportedFinding {
  severity: string
  code: string
  found: { zh: string; en: string }
  fix?: { zh: string; en: string }
  command?: string
}

const PATIENT: DoctorOverrides = { http: send, certificateOf: createCertificateOf({ timeoutMs: REQUEST_MS }) }

/** @param hasTwo whether there is a second bucket, which is named `public`. */
export async function startRig(hasTwo = false): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-'))
  const closers: (() => Promise<void>)[] = []
  const cloud = await startLocalCloud({
    folder: join(folder, 'cloud'),
    bucket: BUCKET,
    otherBuckets: hasTwo ? [OTHER_BUCKET] : [],
  })
  const wechat = await startWechatApi({ app: APP })
  const issued: string[] = []
  const sts = await listen(closers, createServer(recorder(cloud.stsUrl, issued)))
  const env: Record<string, string> = {
    ...cloudEnv(cloud),
    STS_ENDPOINT: `http://localhost:${sts}`,
    WECHAT_APPID: APP.appid,
    WECHAT_SECRET: APP.secret,
    WECHAT_ENDPOINT: wechat.url,
    ...(hasTwo && {
      OSS_BUCKETS: 'public',
      OSS_PUBLIC_BUCKET: OTHER_BUCKET,
      OSS_PUBLIC_DOMAIN: cloud.otherUrls[OTHER_BUCKET] ?? '',
    }),
  }
  env.PUBLIC_URL = await startBackend(cloud, env, closers)
  const page = (name: string, text: string): void => writeFileSync(join(folder, 'miniprogram', name), text)
  mkdirSync(join(folder, 'miniprogram'))
  page('app.ts', `App({ globalData: { server: '${env.PUBLIC_URL}' } })\n`)
  const printed: string[] = []

  const run = async (args: string[], options: DoctorOptions): Promise<{ code: number; stdout: string }> => {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()]
    const all = Object.fromEntries(
      Object.entries({ ...env, ...options.env }).filter(([, value]) => value !== undefined),
    )
    const terminal = { env: all, folder, stdin: Readable.from([]), stdout, stderr }
    const code = await doctorCommand([...args, ...(options.args ?? [])], terminal, { ...PATIENT, ...options.overrides })
    const text = String(stdout.read() ?? '')
    printed.push(text, String(stderr.read() ?? ''))
    return { code, stdout: text }
  }
  const rig: Rig = {
    cloud,
    wechat,
    env,
    folder,
    page,
    asOwner: (request) => owner(cloud, request),
    async doctor(options = {}) {
      const { code, stdout } = await run(['--json'], options)
      const report = JSON.parse(stdout) as Report
      const bad = report.checks.flatMap(({ id, findings }) =>
        findings
          .filter(({ severity }) => severity !== 'fact' && severity !== 'unchecked')
          .map((one) => `${id}/${one.code}`),
      )
      return { ...report, code, bad }
    },
    text: async (options = {}) => (await run([], options)).stdout,
    async tls(terms, handle = forwarder(cloud.ossUrl)) {
      const pair = selfSignedCertificate(new Date(), terms)
      const port = await listen(closers, createTlsServer(pair, handle))
      return { port, overrides: overridesTo(port, pair.cert) }
    },
    http: async (handle) => `http://localhost:${await listen(closers, createServer(handle))}`,
    secrets: () => [
      ...issued,
      ...['ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'SESSION_SECRET', 'KEY_SECRET', 'WECHAT_SECRET'].map(
        (name) => env[name] ?? '',
      ),
      cloud.root.accessKeySecret,
      cloud.stranger.accessKeySecret,
    ],
    printed: () => printed.join('\n'),
    async close() {
      await Promise.all([...closers.map((close) => close()), cloud.close(), wechat.close()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
  await setUp(rig)
  return rig
}

/** Gives the role what `setup policy` prints, the operator’s permissions too, and writes the rules of `setup lifecycle`. */
async function setUp({ cloud, env, asOwner }: Rig): Promise<void> {
  cloud.setRolePolicy(rolePolicy(env))
  await writeLifecycle(asOwner, wantedRules('uploads').map(lifecycleRule))
}

export function rolePolicy(
  env: Record<string, string>,
  change: (actions: string[]) => string[] = (actions) => actions,
) {
  const place = {
    buckets: env.OSS_PUBLIC_BUCKET ? [BUCKET, OTHER_BUCKET] : [BUCKET],
    prefix: 'uploads',
    roleArn: env.STS_ROLE_ARN ?? '',
  }
  const [role] = policyDocument('role', place).Statement
  const actions = change([...((role?.Action ?? []) as string[])])
  return {
    Version: '1',
    Statement: [
      ...(actions.length > 0 ? [{ ...role, Action: actions }] : []),
      ...policyDocument('operator', place).Statement,
    ],
  }
}

export const writeLifecycle = (
  asOwner: Rig['asOwner'],
  rules: ReturnType<typeof lifecycleRule>[],
): Promise<OssAnswer> =>
  asOwner(
    rules.length === 0
      ? { method: 'DELETE', query: { lifecycle: '' } }
      : {
          method: 'PUT',
          query: { lifecycle: '' },
          headers: { 'content-type': 'application/xml' },
          body: xmlDocument(element(LIFECYCLE.root, rules)),
        },
  )

function owner({ bucket, region, ossUrl, root }: LocalCloud, request: OssRequest): Promise<OssAnswer> {
  const oss = createOss({ bucket, region, endpoint: ossUrl }, send, Date.now)
  return oss.call(request, { ...root, expiresAt: Number.POSITIVE_INFINITY })
}

/** Starts the backend, which OSS calls back. */
async function startBackend(
  cloud: LocalCloud,
  env: Record<string, string>,
  closers: (() => Promise<void>)[],
): Promise<string> {
  let handle = async (_request: Request, _env?: unknown): Promise<Response> => new Response(null, { status: 503 })
  const server = await new Promise<Server>((ready) => {
    const listening = serve(
      { fetch: (request, bindings) => handle(request, bindings), port: 0, hostname: '127.0.0.1' },
      () => ready(listening as Server),
    )
  })
  closers.push(() => closeServer(server))
  const url = `http://localhost:${(server.address() as AddressInfo).port}`
  const settings = readEnvironment({ ...env, PUBLIC_URL: url })
  const app = createApp(settings, {
    routes,
    identity: sessionIdentity({
      secrets: settings.secrets.session,
      login: async () => ({ kind: 'test', issuer: 'test', id: 'a' }),
    }),
    callback: { keyPrefixes: [cloud.callbackKeyPrefix] },
    log: pino({ level: 'silent' }),
  })
  handle = app.fetch
  return url
}

/** Forwards every request. A Host of Alibaba Cloud stays; any other is a custom domain of the bucket. */
const forwarder =
  (origin: string, look: (answer: HttpAnswer) => void = () => {}): RequestListener =>
  (request, response) => {
    const forward = async (): Promise<void> => {
      const { method = 'GET', url = '/' } = request
      const headers = headersOf(request)
      if (headers.host?.endsWith('.example.com')) headers.host = new URL(origin).host
      const answer = await send({ method, url: origin + url, headers, body: await bodyOf(request) })
      look(answer)
      response.writeHead(answer.status, { ...answer.headers }).end(answer.body)
    }
    // Either side may close its connection.
    forward().catch(() => response.destroy())
  }

/** Forwards to STS, and collects the secrets that it issues. */
const recorder = (stsUrl: string, issued: string[]): RequestListener =>
  forwarder(stsUrl, ({ body }) => {
    const { Credentials } = JSON.parse(body.toString('utf8')) as { Credentials?: Record<string, string> }
    if (Credentials) issued.push(Credentials.AccessKeySecret ?? '', Credentials.SecurityToken ?? '')
  })

export const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))

export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** Connects every host name except `localhost` to this port. */
function overridesTo(port: number, ca: string): DoctorOverrides {
  const isOwn = (host: string): boolean => host === 'localhost'
  const options = {
    ca,
    timeoutMs: REQUEST_MS,
    connectTo: (host: string, own: number) => (isOwn(host) ? { host, port: own } : { host: '127.0.0.1', port }),
  }
  return { http: createHttp(options), certificateOf: createCertificateOf(options) }
}

async function listen(closers: (() => Promise<void>)[], server: Server): Promise<number> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  closers.push(() => closeServer(server))
  return (server.address() as AddressInfo).port
}

function closeServer(server: Server): Promise<void> {
  return new Promise((closed) => {
    server.close(() => closed())
    server.closeAllConnections()
  })
}
