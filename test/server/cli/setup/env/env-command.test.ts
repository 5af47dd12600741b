import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { parseEnv } from 'node:util'
import { runCli } from '../../../../../server/cli/run-cli'
import { withValues } from '../../../../../server/cli/setup/env/env-file'
import { readEnvironment } from '../../../../../server/config/read-environment'
import { run } from '../../run'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'setup-env-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const path = () => join(folder, '.env')
const written = () => parseEnv(readFileSync(path(), 'utf8'))
const setup = (answers: string[], ...args: string[]) =>
  run(['setup', 'env', ...args], { folder, stdin: `${answers.join('\n')}\n`, env: { LANG: 'en_US.UTF-8' } })

const SECRET = 'aliyun-key-secret-000000000000'
const APP_SECRET = 'fedcba98765432100123456789abcdef'
const ANSWERS = [
  'album', // OSS_BUCKET
  'oss-cn-hangzhou', // OSS_REGION
  '', // OSS_DOMAIN
  '', // OSS_PREFIX
  '', // OSS_BUCKETS
  'acs:ram::1234567890123456:role/uploader',
  'local-key-id', // ALIBABA_CLOUD_ACCESS_KEY_ID
  SECRET,
  'wechat',
  'wx0123456789abcdef',
  APP_SECRET,
  '', // PUBLIC_URL
  '', // CORS_ORIGINS
]

describe('setup env', () => {
  it('asks, and writes a file that the backend starts with and only its owner can read', async () => {
    const { code, stdout } = await setup(ANSWERS)
    expect(code).toBe(0)
    expect(readEnvironment(written())).toMatchObject({
      oss: { bucket: 'album', region: 'cn-hangzhou', prefix: 'uploads' },
      identity: { kind: 'wechat', appid: 'wx0123456789abcdef' },
    })
    expect(written().SESSION_SECRET).toMatch(/^[0-9a-f]{64}$/)
    expect(written().KEY_SECRET).toMatch(/^[0-9a-f]{64}$/)
    expect(written().KEY_SECRET).not.toBe(written().SESSION_SECRET)
    if (process.platform !== 'win32') expect(statSync(path()).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['.env'])
    for (const secret of [SECRET, APP_SECRET, written().KEY_SECRET]) expect(stdout).not.toContain(secret)
  })

  it('asks again until a value is right, and says what is wrong with it', async () => {
    const [bucket, ...rest] = ANSWERS
    const { code, stdout } = await setup(['My_Bucket', '', String(bucket), ...rest])
    expect(code).toBe(0)
    expect(stdout).toContain('OSS_BUCKET: expected a bucket name')
    expect(stdout).toContain('OSS_BUCKET: is missing')
    expect(written().OSS_BUCKET).toBe('album')
  })

  it('asks for each further bucket, until its name is that of another bucket', async () => {
    const others = ['Public', 'public', 'album', 'album-public', '', 'https://img.example.com']
    const answers = ANSWERS.flatMap((answer, index) => (index === 4 ? others : [answer]))
    const { code, stdout } = await setup(answers)
    expect([code, stdout]).toEqual([0, expect.stringContaining('expected another bucket than OSS_BUCKET')])
    expect(readEnvironment(written())).toMatchObject({
      oss: { bucket: 'album' },
      buckets: { public: { bucket: 'album-public', region: 'cn-hangzhou', domain: 'https://img.example.com' } },
    })
  })

  it('keeps existing values on empty answers, and never changes KEY_SECRET', async () => {
    await setup(ANSWERS)
    const before = written()
    writeFileSync(path(), `# mine\nLOG_LEVEL=debug\n${readFileSync(path(), 'utf8')}`)
    chmodSync(path(), 0o644)
    const { code } = await setup(ANSWERS.map((answer) => (answer === 'album' ? 'albums' : '')))
    expect(code).toBe(0)
    expect(written()).toEqual({ ...before, LOG_LEVEL: 'debug', OSS_BUCKET: 'albums' })
    expect(readFileSync(path(), 'utf8')).toMatch(/^# mine\n/)
    if (process.platform !== 'win32') expect(statSync(path()).mode & 0o777).toBe(0o600)
  })

  it('replaces the placeholders of .env.example, and keeps its comments', async () => {
    writeFileSync(path(), readFileSync(new URL('../../../../../.env.example', import.meta.url)))
    expect((await setup(ANSWERS)).code).toBe(0)
    expect(() => readEnvironment(written())).not.toThrow()
    expect(readFileSync(path(), 'utf8')).toContain('# This one turns users into folder names. It must never change.')
  })

  it('asks nothing with --yes, and names what is missing', async () => {
    const set = ['OSS_BUCKET=album', 'OSS_REGION=cn-hangzhou', 'STS_ROLE_ARN=acs:ram::1:role/r'].flatMap((pair) => [
      '--set',
      pair,
    ])
    expect((await setup([], '--yes', ...set)).code).toBe(0)
    expect(written()).toMatchObject({ OSS_BUCKET: 'album', STS_ROLE_ARN: 'acs:ram::1:role/r' })
    rmSync(path())
    const incomplete = await setup([], '--yes', '--set', 'OSS_BUCKET=album')
    expect([incomplete.code, incomplete.stderr]).toEqual([2, expect.stringContaining('OSS_REGION: is missing')])
    expect(existsSync(path())).toBe(false)
  })

  it('shows with --dry-run what it would write, without secrets, and writes nothing', async () => {
    const { code, stdout } = await setup(ANSWERS, '--dry-run')
    expect([code, existsSync(path())]).toEqual([0, false])
    expect(stdout).toContain('OSS_BUCKET=album')
    expect(stdout).toContain('ALIBABA_CLOUD_ACCESS_KEY_SECRET=…')
    expect(stdout).not.toContain(SECRET)
    expect(stdout).not.toMatch(/[0-9a-f]{64}/)
  })

  it('shows neither a key of the host nor a secret of hooks with --dry-run', async () => {
    const key = 'Kf3-0123456789abcdefghijklmnopqrstuv'
    const hook = `whsec_${Buffer.alloc(24, 7).toString('base64')}`
    const needed = ['OSS_BUCKET=album', 'OSS_REGION=cn-hangzhou', 'STS_ROLE_ARN=acs:ram::1:role/r']
    const lists = [`HOST_API_KEYS=shop:${key}:urls`, `HOOK_SECRETS=${hook}`, 'HOOK_URL=http://localhost:1/']
    const set = [...needed, ...lists].flatMap((pair) => ['--set', pair])
    const { code, stdout } = await setup([], '--yes', '--dry-run', ...set)
    expect(code).toBe(0)
    expect(stdout).toContain('HOST_API_KEYS=')
    for (const secret of [key, hook]) expect(stdout).not.toContain(secret)
  })

  it('writes nothing when the answers end before the questions', async () => {
    const { code, stderr } = await setup(ANSWERS.slice(0, 3))
    expect([code, existsSync(path())]).toEqual([2, false])
    expect(stderr).toContain('The input ended')
  })

  it('shows no secret while it is typed on a terminal', async () => {
    const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => stdin })
    const stdout = Object.assign(new PassThrough(), { isTTY: true, columns: 80 })
    const env = { LANG: 'en_US.UTF-8', NO_COLOR: '1', TERM: 'xterm' }
    const done = runCli(['setup', 'env'], { env, folder, stdin, stdout, stderr: new PassThrough() })
    let shown = ''
    let asked = 0
    stdout.on('data', (chunk) => {
      shown += chunk
      // A person types only after the question.
      while ((shown.match(/^> /gm)?.length ?? 0) > asked) {
        const answer = `${ANSWERS[asked] ?? ''}\r`
        asked += 1
        setImmediate(() => stdin.write(answer))
      }
    })
    expect(await done).toBe(0)
    expect(asked).toBe(ANSWERS.length)
    expect(written().ALIBABA_CLOUD_ACCESS_KEY_SECRET).toBe(SECRET)
    expect(shown).toContain('album')
    expect(shown).not.toContain(SECRET.slice(0, 6))
    expect(shown).not.toContain(APP_SECRET.slice(0, 6))
  })
})

describe('withValues', () => {
  it.each(['plain', 'with space', 'a#b', `it's`, 'say "x"', 'back\\slash', `'"`])(
    'quotes %j so that parseEnv returns it',
    (value) => {
      expect(parseEnv(withValues('', { NAME: value })).NAME).toBe(value)
    },
  )

  it('replaces lines in place, and keeps the others', () => {
    expect(withValues('A=1\r\n# B=2\nexport C = 3\nD=4\n', { C: '5', E: '6' })).toBe('A=1\n# B=2\nC=5\nD=4\nE=6\n')
  })
})
