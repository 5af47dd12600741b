/** The receivers of `examples/`, each in its own language: an upload runs through them, and bad calls are refused. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createUploader } from '../../../miniprogram/uploader/wx'
import { parseHookSecret } from '../../../server/config/hook-secret'
import { defineRoutes, route } from '../../../server/define-routes/route'
import { hookCall } from '../../../server/hooks/hook-call'
import { withHttpHooks } from '../../../server/hooks/http-hooks'
import { signWebhook } from '../../../server/hooks/sign-webhook'
import { freePort } from '../../free-port'
import { startRig } from '../../main-path/rig'

const FOLDER = fileURLToPath(new URL('../../../examples/receivers', import.meta.url))
const [OLD, NEW] = [1, 2].map((byte) => `whsec_${Buffer.alloc(32, byte).toString('base64')}`) as [string, string]

interface Receiver {
  language: string
  /** Answers if the runtime is on this machine. */
  probe: [string, ...string[]]
  run: (port: number) => [string, ...string[]]
}

const RECEIVERS: Receiver[] = [
  { language: 'Java', probe: ['javac', '-version'], run: () => ['java', 'Receiver.java'] },
  { language: 'PHP', probe: ['php', '-v'], run: (port) => ['php', '-S', `127.0.0.1:${port}`, 'receiver.php'] },
  { language: 'Python', probe: ['python3', '--version'], run: () => ['python3', 'receiver.py'] },
  { language: 'Go', probe: ['go', 'version'], run: () => ['go', 'run', 'receiver.go'] },
]

const isInstalled = ({ probe: [command, ...args] }: Receiver): boolean => spawnSync(command, args).status === 0

let home: string
let child: ChildProcess | undefined
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'receiver-'))
})
afterEach(async () => {
  // `go run` starts the program as a child of its own.
  if (child?.pid && child.exitCode === null) process.kill(-child.pid, 'SIGKILL')
  await rm(home, { recursive: true, force: true })
})

/** Starts a receiver. The result is its address, once it listens. */
async function start({ run }: Receiver): Promise<string> {
  const port = await freePort()
  const [command, ...args] = run(port)
  const env = { ...process.env, PORT: `${port}`, HOOK_SECRETS: `${OLD},${NEW}`, RECORDS: join(home, 'records.json') }
  const started = spawn(command, args, {
    cwd: FOLDER,
    env: { ...env, GOCACHE: join(tmpdir(), 'go-cache') },
    detached: true,
  })
  child = started
  await new Promise<void>((resolve, reject) => {
    const printed: string[] = []
    for (const input of [started.stdout, started.stderr]) {
      createInterface({ input }).on('line', (line) => {
        printed.push(line)
        if (/listening|started/.test(line)) resolve()
      })
    }
    started.once('close', () => reject(new Error(`${command} ended: ${printed.join('\n')}`)))
  })
  return `http://127.0.0.1:${port}/hooks`
}

interface Call {
  id?: string
  secret?: string
  now?: number
  /** Appended to the body after it was signed. */
  forged?: string
}

async function call(
  url: string,
  type: string,
  data: object,
  { id = 'stored_1', secret = OLD, now = Date.now(), forged = '' }: Call = {},
) {
  const body = JSON.stringify({ type, data })
  const headers = signWebhook({ id, body }, [parseHookSecret(secret)], now)
  const answer = await fetch(url, { method: 'POST', body: body + forged, headers })
  return { status: answer.status, body: await answer.json() }
}

describe.each(RECEIVERS)('the receiver in $language', (receiver) => {
  const test = isInstalled(receiver) ? it : it.skip
  const file = { key: 'uploads/照片/"a\\b".jpg', size: 9 }

  test('answers a known id as before, and refuses forged, stale and foreign calls', async () => {
    const url = await start(receiver)
    const first = await call(url, 'stored', { file })
    expect(first).toEqual({ status: 200, body: { recordId: 1, key: file.key } })
    const [again, , other] = await Promise.all([
      call(url, 'stored', { file }, { secret: NEW, now: Date.now() + 1000 }),
      call(url, 'stored', { file }),
      call(url, 'stored', { file }, { id: 'stored_2' }),
    ])
    expect(again).toEqual(first)
    expect(other?.body).toMatchObject({ recordId: 2 })
    const stranger = `whsec_${Buffer.alloc(32, 3).toString('base64')}`
    for (const bad of [{ forged: ' ' }, { secret: stranger }, { now: 0 }, { now: Date.now() + 3_600_000 }]) {
      expect((await call(url, 'stored', { file }, { id: 'stored_3', ...bad })).status).toBe(401)
    }
    const unsigned = await fetch(url, { method: 'POST', body: '{}' })
    expect(unsigned.status).toBe(401)
    expect((await call(url, 'stored', { file }, { id: 'stored_3' })).body).toMatchObject({ recordId: 3 })
  })

  test('decides about uploads and reads of a mini-program', async () => {
    const hook = hookCall({ url: await start(receiver), secrets: [NEW, OLD].map(parseHookSecret) })
    const routes = withHttpHooks(defineRoutes({ photo: route({ accept: ['text/plain'], maxSize: '1MB' }) }), hook)
    const rig = await startRig({ wiring: { routes } })
    try {
      const uploader = createUploader<typeof routes>({ server: rig.stack.url, wx: rig.host.wx, onFailure: () => {} })
      const pick = async (name: string) => ({ path: await rig.temp(name, Buffer.from(name)), name })
      const stored = await uploader.upload(await pick('照片.txt'), { route: 'photo' }).done
      expect(stored.data).toEqual({ recordId: 1, key: stored.key })
      const [fresh] = await uploader.urls([stored.key])
      expect(fresh).toMatchObject({ url: expect.stringContaining('http') })
      const ten = await Promise.all(Array.from({ length: 10 }, (_, index) => pick(`${index}.txt`)))
      const outcomes = await Promise.allSettled(ten.map((one) => uploader.upload(one, { route: 'photo' }).done))
      const [refused] = outcomes
      expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'forbidden' } })
      expect(JSON.stringify(refused)).toContain('一次最多上传 9 个文件')
    } finally {
      await rig.close()
    }
  })
})

describe('the receivers', () => {
  const left = RECEIVERS.filter((receiver) => !isInstalled(receiver)).map(({ language }) => language)

  // `.ci/run` installs all four, and sets this.
  it(`are all tested where EVERY_RECEIVER is set; left out here: ${left.join(', ') || 'none'}`, () => {
    if (process.env.EVERY_RECEIVER) expect(left).toEqual([])
  })
})
