/**
 * node --import tsx bench/backend/start.ts: from the start of the built backend to its first answer, several times. Then the
 * backend as one file: CPU of the process until it listens and until its first ticket, compared with the same file that
 * also loads ali-oss. An empty Node shows what no backend can save. Compare ratios within one run only: machines differ.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { type LocalCloud, startLocalCloud } from '../../dev/local-cloud'
import { bundleFunction, startFunction } from '../rig/backend/one-file'
import { type Row, report } from '../rig/report'
import { median, spread } from '../rig/samples'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const STARTS = 7
const TARGET_MS = 1000

const env = {
  PATH: process.env.PATH,
  PORT: '0',
  NODE_ENV: 'production',
  ROUTES: join(ROOT, 'test/server/routes.yaml'),
  OSS_BUCKET: 'examplebucket',
  OSS_REGION: 'cn-hangzhou',
  STS_ROLE_ARN: 'acs:ram::1234567890123456:role/uploader',
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'local-key-id',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'local-key-secret',
  SESSION_SECRET: 'session-secret-session-secret-session',
  KEY_SECRET: 'key-secret-key-secret-key-secret-key',
  WECHAT_APPID: 'wx0123456789abcdef',
  WECHAT_SECRET: 'local0app0secret0local0app0secret',
}

/** Milliseconds until `/healthz` answers. */
async function start(path: string): Promise<number> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [path], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const health = await fetch(`http://127.0.0.1:${await portOf(child)}/healthz`)
  if (!health.ok) throw new Error(`expected 200, got ${health.status}`)
  const ms = performance.now() - startedAt
  // Killed, because Node may hang in its own shutdown: https://github.com/nodejs/node/issues/54918
  child.kill('SIGKILL')
  await once(child, 'exit')
  return ms
}

/** Reads the port from the backend's log. The log is read to its end, otherwise the backend could not write any more. */
function portOf(child: ChildProcess): Promise<number> {
  let log = ''
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      log += String(chunk)
      const port = /"port":(\d+)/.exec(log)?.[1]
      if (port) resolve(Number(port))
    })
    child.once('close', () => reject(new Error(`The backend ended: ${log}`)))
  })
}

const main = join(ROOT, 'server/dist/main.js')
// Built as in the Dockerfile.
await build({
  entryPoints: [join(ROOT, 'server/main.ts')],
  outfile: main,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
})
const TICKET = { route: 'photo', files: [{ size: 9, type: 'image/jpeg' }] }
/** Only packages that this project uses anyway, for other things. */
const CLIENT = ['ali-oss']
/** Of the CPU with ali-oss. A third of the rest is Alibaba Cloud’s own STS client, which the first ticket loads. */
const MOST = 0.9

interface FirstTicket {
  /** From the start to the answer. */
  ms: number
  listeningCpuMs: number
  ticketCpuMs: number
}

async function firstTicket(path: string, cloud: LocalCloud): Promise<FirstTicket> {
  const startedAt = performance.now()
  const backend = await startFunction(path, cloud)
  const listeningCpuMs = backend.cpuMs()
  await backend.post('/v1/uploads', TICKET)
  const result = { ms: performance.now() - startedAt, listeningCpuMs, ticketCpuMs: backend.cpuMs() }
  await backend.kill()
  return result
}

async function firstTickets(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'wx-oss-upload-bench-'))
  const cloud = await startLocalCloud({})
  try {
    const [own, withAliOss, empty] = [join(folder, 'own.cjs'), join(folder, 'ali-oss.cjs'), join(folder, 'empty.cjs')]
    await bundleFunction(own)
    await bundleFunction(withAliOss, CLIENT)
    await writeFile(empty, EMPTY)
    const [owns, others, empties]: [FirstTicket[], FirstTicket[], number[]] = [[], [], []]
    for (let count = 0; count < STARTS; count += 1) {
      owns.push(await firstTicket(own, cloud))
      others.push(await firstTicket(withAliOss, cloud))
      const nothing = await startFunction(empty, cloud)
      empties.push(nothing.cpuMs())
      await nothing.kill()
    }
    const row = (what: string, ms: number[]): Row => ({
      what: `one file: ${what}`,
      measured: `${median(ms).toFixed(0)} ms`,
      spread: spread(ms, 0),
    })
    const cpu = (runs: FirstTicket[]): number[] => runs.map(({ ticketCpuMs }) => ticketCpuMs)
    const ratio = median(cpu(owns)) / median(cpu(others))
    return [
      row(
        'its first ticket',
        owns.map(({ ms }) => ms),
      ),
      row('CPU of a Node that does nothing', empties),
      row(
        'CPU until it listens',
        owns.map(({ listeningCpuMs }) => listeningCpuMs),
      ),
      row('CPU until its first ticket', cpu(owns)),
      {
        what: 'one file: CPU until then, of the same file with ali-oss',
        measured: ratio.toFixed(2),
        expected: `≤ ${MOST}`,
        isMet: ratio <= MOST,
      },
    ]
  } finally {
    await cloud.close()
    await rm(folder, { recursive: true })
  }
}

/** Says that it listens, so that it is measured at the same moment. */
const EMPTY = `console.log('{"port":0}'); setTimeout(() => {}, 1e9)`

const times: number[] = []
for (let count = 0; count < STARTS; count += 1) times.push(await start(main))
report([
  {
    what: `the backend’s first answer after its start, ${STARTS} times`,
    measured: `${median(times).toFixed(0)} ms`,
    spread: spread(times, 0),
    expected: `< ${TARGET_MS} ms`,
    isMet: Math.max(...times) < TARGET_MS,
  },
  ...(await firstTickets()),
])
