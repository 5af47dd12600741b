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
  secrets?: string[]
  now?: number
}

interface Signed {
  body: string
  headers: Record<string, string>
}

function sign(type: string, data: object, { id = 'stored_1', secrets = [OLD], now = Date.now() }: Call = {}): Signed {
  const body = JSON.stringify({ type, data })
  return { body, headers: signWebhook({ id, body }, secrets.map(parseHookSecret), now) }
}

async function send(url: string, { body, headers }: Signed) {
  const answer = await fetch(url, { method: 'POST', body, headers })
  const text = await answer.text()
  return { status: answer.status, body: text.startsWith('{') ? JSON.parse(text) : text }
}

const call = (url: string, type: string, data: object, how?: Call) => send(url, sign(type, data, how))

const STRANGER = `whsec_${Buffer.alloc(32, 3).toString('base64')}`
const MINUTES = 60_000

/** What each is made of: a call that is right, before it is changed. */
const without = (name: string) => (right: Signed) => {
  const { [name]: _, ...headers } = right.headers
  return { ...right, headers }
}
const withHeader = (name: string, change: (value: string) => string) => (right: Signed) => ({
  ...right,
  headers: { ...right.headers, [name]: change(right.headers[name] ?? '') },
})

const BAD: [what: string, change: (right: Signed) => Signed][] = [
  ['a changed body', (right) => ({ ...right, body: `${right.body} ` })],
  ['an empty body', (right) => ({ ...right, body: '' })],
  ['another id', withHeader('webhook-id', (id) => `${id}0`)],
  ['another time', withHeader('webhook-timestamp', (time) => `${Number(time) + 1}`)],
  ['a time that is no number', withHeader('webhook-timestamp', () => 'now')],
  ['a negative time', withHeader('webhook-timestamp', (time) => `-${time}`)],
  ['a time without an end', withHeader('webhook-timestamp', () => '9'.repeat(400))],
  ['a time in other digits', withHeader('webhook-timestamp', (time) => Buffer.from(`${time}²`).toString('latin1'))],
  ['an empty signature', withHeader('webhook-signature', () => '')],
  ['half a signature', withHeader('webhook-signature', (text) => text.slice(0, 20))],
  ['a signature of another version', withHeader('webhook-signature', (text) => text.replace('v1,', 'v2,'))],
  ['a signature without its version', withHeader('webhook-signature', (text) => text.slice(3))],
  ['a signature that is no base64', withHeader('webhook-signature', () => 'v1,é')],
  ['a thousand wrong signatures', withHeader('webhook-signature', () => 'v1,AAAA '.repeat(1000).trim())],
  ['no id', without('webhook-id')],
  ['no time', without('webhook-timestamp')],
  ['no signature', without('webhook-signature')],
  ['no headers', ({ body }) => ({ body, headers: {} })],
]

const OTHERS: [what: string, how: Call][] = [
  ['the key of somebody else', { secrets: [STRANGER] }],
  ['the time of long ago', { now: 0 }],
  ['a time six minutes ago', { now: Date.now() - 6 * MINUTES }],
  ['a time in six minutes', { now: Date.now() + 6 * MINUTES }],
]

describe.each(RECEIVERS)('the receiver in $language', (receiver) => {
  const test = isInstalled(receiver) ? it : it.skip
  const file = { key: 'uploads/照片/"a\\b".jpg', size: 9 }

  test('refuses forged and stale calls, and then goes on', async () => {
    const url = await start(receiver)
    const right = { id: 'stored_1' }
    const refused = [
      ...BAD.map(([what, change]) => ({ what, signed: change(sign('stored', { file }, right)) })),
      ...OTHERS.map(([what, how]) => ({ what, signed: sign('stored', { file }, { ...right, ...how }) })),
    ]
    for (const { what, signed } of refused) {
      const { status, body } = await send(url, signed)
      expect([what, status, JSON.stringify(body)]).toEqual([what, 401, expect.not.stringContaining('recordId')])
    }
    const large = sign('stored', { file, more: 'x'.repeat(1024 ** 2) })
    // A server may close the connection before it has read such a body.
    const { status } = await send(url, large).catch(() => ({ status: 413 }))
    expect(status).toBe(413)
    expect((await call(url, 'stored', { file }, right)).body).toEqual({ recordId: 1, key: file.key })
  })

  test('answers a replayed id as before, also twice at once, and signed with either key', async () => {
    const url = await start(receiver)
    const at = (id: string, how?: Call) => call(url, 'stored', { file }, { id, ...how })
    const twenty = Array.from({ length: 20 }, (_, index) => (index % 2 ? [OLD] : [NEW, STRANGER]))
    const together = await Promise.all(twenty.map((secrets) => at('stored_1', { secrets })))
    expect(together).toEqual(together.map(() => ({ status: 200, body: { recordId: 1, key: file.key } })))
    const replayed = sign('stored', { file })
    for (let time = 0; time < 2; time += 1) expect((await send(url, replayed)).body.recordId).toBe(1)
    expect((await at('stored_1', { now: Date.now() - 4 * MINUTES })).body.recordId).toBe(1)
    expect((await at('stored_2')).body.recordId).toBe(2)
  })

  test('decides about each call by itself, even if its id is replayed', async () => {
    const url = await start(receiver)
    const declared = (count: number) => ({ files: Array.from({ length: count }, () => ({ size: 1 })) })
    const authorized = async (count: number) => (await call(url, 'authorize', declared(count), { id: 'one' })).body
    expect([await authorized(10), await authorized(1)]).toEqual([
      { refuse: '一次最多上传 9 个文件' },
      { files: [null] },
    ])
    const readable = async (isOwner: boolean) =>
      (await call(url, 'can-read', { files: [{ key: 'a', isOwner }] }, { id: 'one' })).body
    expect([await readable(true), await readable(false)]).toEqual([{ allowed: ['a'] }, { allowed: [] }])
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
