/** `setup cors` and `setup lifecycle` with the local OSS, which refuses what the real one would. */
import { PassThrough } from 'node:stream'
import { createHttp } from '../../../../../server/cli/cloud/http'
import { createOss } from '../../../../../server/cli/cloud/oss'
import { runCli } from '../../../../../server/cli/run-cli'
import { type Running, startTestCloud } from '../../../../local-cloud/rig/test-cloud'
import { cloudEnv } from '../../cloud-env'
import { run as runCommand } from '../../run'

let running: Running
beforeEach(async () => {
  running = await startTestCloud()
})
afterEach(() => running.close())

const run = (...args: string[]) =>
  runCommand(['setup', ...args], { env: { ...cloudEnv(running.cloud), LANG: 'en_US.UTF-8' } })
const asRoot = (...args: string[]) => {
  const { accessKeyId, accessKeySecret } = running.cloud.root
  const keys = { ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId, ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret }
  return runCommand(['setup', ...args], { env: { ...cloudEnv(running.cloud), ...keys, LANG: 'en_US.UTF-8' } })
}
const settings = () => running.cloud.inspect.buckets()[0]
const ORIGIN = ['--origin', 'https://www.example.com']

describe('setup cors', () => {
  it('adds its rule, shows the difference, removes only that rule again, and keeps the others', async () => {
    const before = (await run('cors', 'get')).stdout
    expect(before).toMatch(/^\* {2}GET,PUT/)
    // The rule of the local cloud allows everything already, so it is replaced by one that is not enough.
    await run('cors', 'delete', '--all', '--yes')
    expect((await run('cors', 'get')).stdout).toBe('-\n')
    const foreign =
      '<CORSConfiguration><CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod></CORSRule></CORSConfiguration>'
    expect((await putRaw('cors', foreign)).status).toBe(200)

    const applied = await run('cors', 'apply', ...ORIGIN, '--yes')
    expect(applied).toMatchObject({ code: 0, stderr: '' })
    expect(applied.stdout).toMatch(
      /^ {2}\* {2}GET .*\n\+ https:\/\/www\.example\.com .*ETag.*\nWritten, and verified by reading the rules back\.\n$/,
    )
    expect(settings()?.corsRules).toBe(2)
    expect((await run('cors', 'apply', ...ORIGIN)).stdout).toContain('nothing to change')

    const preflight = await fetch(`${running.cloud.ossUrl}/`, {
      method: 'OPTIONS',
      headers: { origin: 'https://www.example.com', 'access-control-request-method': 'POST' },
    })
    expect(preflight.headers.get('access-control-expose-headers')).toContain('ETag')
    expect(
      (await fetch(`${running.cloud.ossUrl}/x`, { headers: { origin: 'https://a.example' } })).headers.get('vary'),
    ).toBe('Origin')

    await run('cors', 'delete', ...ORIGIN, '--yes')
    expect((await run('cors', 'get')).stdout).toMatch(/^\* {2}GET {2}headers -/)
  })

  it('writes nothing with --dry-run, or without a terminal to ask on', async () => {
    await run('cors', 'delete', '--all', '--yes')
    const dry = await run('cors', 'apply', ...ORIGIN, '--dry-run')
    expect([dry.code, dry.stdout]).toEqual([0, expect.stringMatching(/^\+ https.*\n\(--dry-run/)])
    const unasked = await run('cors', 'apply', ...ORIGIN)
    expect([unasked.code, unasked.stdout]).toEqual([3, expect.stringContaining('Run it again with --yes')])
    expect(settings()?.corsRules).toBe(0)
  })

  it.each([
    ['y', 1],
    ['n', 0],
  ])('writes on a terminal after the answer %s only if that is yes', async (answer, rules) => {
    await run('cors', 'delete', '--all', '--yes')
    const stdin = Object.assign(new PassThrough(), { isTTY: true })
    const stdout = new PassThrough()
    const env = { ...cloudEnv(running.cloud), LANG: 'en_US.UTF-8' }
    const done = runCli(['setup', 'cors', 'apply', ...ORIGIN], {
      env,
      folder: '/',
      stdin,
      stdout,
      stderr: new PassThrough(),
    })
    for await (const chunk of stdout) if (String(chunk).includes('Write it?')) break
    stdin.end(`${answer}\n`)
    expect(await done).toBe(0)
    expect(settings()?.corsRules).toBe(rules)
  })

  it('does not overwrite rules that were changed while it asked', async () => {
    await run('cors', 'delete', '--all', '--yes')
    const stdin = Object.assign(new PassThrough(), { isTTY: true })
    const stdout = new PassThrough()
    const env = { ...cloudEnv(running.cloud), LANG: 'en_US.UTF-8' }
    const done = runCli(['setup', 'cors', 'apply', ...ORIGIN], {
      env,
      folder: '/',
      stdin,
      stdout,
      stderr: new PassThrough(),
    })
    let text = ''
    stdout.on('data', (chunk) => {
      text += chunk
      if (String(chunk).includes('Write it?')) {
        void run('cors', 'apply', '--origin', 'https://other.example', '--yes').then(() => stdin.end('y\n'))
      }
    })
    expect(await done).toBe(2)
    expect(text).toContain('The rules were changed in the meantime')
    expect((await run('cors', 'get')).stdout).toMatch(/^https:\/\/other\.example .*\n$/)
  })

  it('takes its origins from CORS_ORIGINS, and refuses values that are not origins', async () => {
    await run('cors', 'delete', '--all', '--yes')
    const env = { ...cloudEnv(running.cloud), CORS_ORIGINS: 'https://a.example, https://b.example' }
    expect((await runCommand(['setup', 'cors', 'apply', '--yes'], { env })).code).toBe(0)
    expect((await run('cors', 'get')).stdout).toMatch(/^https:\/\/a\.example https:\/\/b\.example /)
    for (const origin of ['www.example.com', 'https://a.example/path']) {
      expect((await run('cors', 'apply', '--origin', origin)).code).toBe(3)
    }
    expect((await run('cors', 'apply')).stderr).toContain('CORS_ORIGINS')
  })

  it('refuses to write an eleventh rule', async () => {
    await run('cors', 'delete', '--all', '--yes')
    const rule = (index: number) =>
      `<CORSRule><AllowedOrigin>https://${index}.example</AllowedOrigin><AllowedMethod>GET</AllowedMethod></CORSRule>`
    await putRaw(
      'cors',
      `<CORSConfiguration>${Array.from({ length: 10 }, (_, i) => rule(i)).join('')}</CORSConfiguration>`,
    )
    const refused = await run('cors', 'apply', ...ORIGIN, '--yes')
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('already has 10 CORS rules')])
    expect(settings()?.corsRules).toBe(10)
  })
})

describe('setup lifecycle', () => {
  it('writes rules that OSS accepts beside others, and removes only those again', async () => {
    await putRaw('lifecycle', lifecycle('logs', 'logs/', 30))
    const applied = await run('lifecycle', 'apply', '--yes')
    expect(applied).toMatchObject({ code: 0, stderr: '' })
    expect(applied.stdout).toMatch(/^ {2}logs .*\n\+ wx-oss-upload-pending .*\n\+ wx-oss-upload-parts .*\nWritten/)
    expect((await run('lifecycle', 'apply')).stdout).toContain('nothing to change')
    await run('lifecycle', 'delete', '--yes')
    expect((await run('lifecycle', 'get')).stdout).toBe('logs  logs/  Expiration(Days 30)\n')
    await run('lifecycle', 'delete', '--all', '--yes')
    expect((await run('lifecycle', 'get')).stdout).toBe('-\n')
  })

  it('writes no rule whose prefix overlaps an existing one of the same action', async () => {
    await putRaw('lifecycle', lifecycle('all', '', 365))
    const applied = await run('lifecycle', 'apply', '--yes')
    expect([applied.code, applied.stdout]).toEqual([1, expect.stringContaining('OSS refuses a second rule')])
    expect((await run('lifecycle', 'get')).stdout.split('\n')).toEqual([
      'all  *  Expiration(Days 365)',
      'wx-oss-upload-parts  uploads/  AbortMultipartUpload(Days 8)',
      '',
    ])
  })

  it('merges a rule of a longer prefix, so that OSS does not refuse', async () => {
    await putRaw('lifecycle', lifecycle('deep', 'uploads/pending/deep/', 5))
    expect((await run('lifecycle', 'apply', '--yes')).code).toBe(0)
    expect((await run('lifecycle', 'get')).stdout).not.toContain('deep')
  })
})

describe('the operator of setup cors and setup lifecycle', () => {
  it('may use the permissions of the AccessKey instead of those of the role', async () => {
    expect(await asRoot('cors', 'get')).toMatchObject({ code: 0, stderr: '' })
  })

  it('reads which permission is missing, and how to get it', async () => {
    const { accessKeyId, accessKeySecret } = running.cloud.stranger
    const env = {
      ...cloudEnv(running.cloud),
      LANG: 'en_US.UTF-8',
      ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret,
    }
    const { code, stderr } = await runCommand(['setup', 'lifecycle', 'get'], { env })
    expect(code).toBe(2)
    expect(stderr).toMatch(/oss:GetBucketLifecycle is missing[\s\S]*setup -- policy operator/)
    expect(stderr).not.toContain(accessKeySecret)
  })

  it('reads what is wrong with the configuration, or with the AccessKey', async () => {
    const missing = await runCommand(['setup', 'cors', 'get'], { env: { LANG: 'en' } })
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('OSS_BUCKET: is missing')])
    expect(missing.stderr).not.toContain('SESSION_SECRET')
    const env = { ...cloudEnv(running.cloud), ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'mistyped' }
    const wrong = await runCommand(['setup', 'cors', 'get'], { env })
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('SignatureDoesNotMatch')])
  })

  it.each([[['cors', 'put']], [['cors', 'apply', '--all']], [['nothing']], [[]]])(
    'gets exit code 3 for %j',
    async (args) => {
      expect((await run(...args)).code).toBe(3)
    },
  )
})

const lifecycle = (id: string, prefix: string, days: number): string =>
  `<LifecycleConfiguration><Rule><ID>${id}</ID><Prefix>${prefix}</Prefix><Status>Enabled</Status><Expiration><Days>${days}</Days></Expiration></Rule></LifecycleConfiguration>`

/** Writes the whole document, as the console does. */
async function putRaw(query: string, body: string) {
  const { bucket, region, ossUrl: endpoint, root } = running.cloud
  const oss = createOss({ bucket, region, endpoint }, createHttp(), Date.now)
  const headers = { 'content-type': 'application/xml' }
  return oss.call(
    { method: 'PUT', query: { [query]: '' }, headers, body },
    { ...root, expiresAt: Number.POSITIVE_INFINITY },
  )
}

describe('setup lifecycle with two buckets', () => {
  it('writes the rules of each bucket below its name', async () => {
    const { cloud, close } = await startTestCloud({ otherBuckets: ['open-album'] })
    const env = {
      ...cloudEnv(cloud),
      OSS_BUCKETS: 'public',
      OSS_PUBLIC_BUCKET: 'open-album',
      OSS_PUBLIC_DOMAIN: cloud.otherUrls['open-album'],
      LANG: 'en_US.UTF-8',
    }
    const { code, stdout } = await runCommand(['setup', 'lifecycle', 'apply', '--yes'], { env })
    expect([code, stdout.match(/^Written, and verified/gm)?.length]).toEqual([0, 2])
    const got = await runCommand(['setup', 'lifecycle', 'get'], { env })
    const lines = got.stdout.split('\n')
    expect([lines[0], lines.indexOf('open-album')]).toEqual([cloud.bucket, 3])
    expect(lines.slice(1, 3)).toEqual(lines.slice(4, 6))
    await close()
  })
})
