import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { emitDeclarations } from '../../dev/build/declarations'
import { buildServer } from '../../dev/build/server'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

interface Manifest {
  bin: Record<string, string>
  dependencies: Record<string, string>
}

let folder: string
let bin: string

/** Packed by npm, and unpacked where `npm install` would put it, with its dependencies beside it. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'server-package-'))
  const source = join(folder, 'source')
  emitDeclarations(ROOT, ['server'])
  await buildServer(ROOT, join(source, 'dist'))
  cpSync(join(ROOT, 'server/package.json'), join(source, 'package.json'))
  const packed = spawnSync('npm', ['pack', '--pack-destination', folder], {
    cwd: source,
    shell: process.platform === 'win32',
  })
  expect(packed.status).toBe(0)
  const modules = join(folder, 'app/node_modules')
  mkdirSync(join(modules, 'wx-oss-upload-server'), { recursive: true })
  const [archive = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'))
  const to = join(modules, 'wx-oss-upload-server')
  expect(spawnSync('tar', ['-xzf', join(folder, archive), '-C', to, '--strip-components=1']).status).toBe(0)
  const manifest = JSON.parse(readFileSync(join(to, 'package.json'), 'utf8')) as Manifest
  for (const name of Object.keys(manifest.dependencies)) {
    mkdirSync(dirname(join(modules, name)), { recursive: true })
    const own = join(ROOT, 'server/node_modules', name)
    symlinkSync(existsSync(own) ? own : join(ROOT, 'node_modules', name), join(modules, name), 'junction')
  }
  bin = join(to, manifest.bin['wx-oss-upload-server'] ?? '')
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** As npx runs it, in somebody's project, with nothing of this one around it. */
const run = (...args: string[]) => {
  const env = { PATH: process.env.PATH, LANG: 'en_US.UTF-8' }
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd: join(folder, 'app'),
    env,
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

/** Relative imports of the declarations that lead to no file. */
function missingDeclarations(types: string): string[] {
  const files = readdirSync(types, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.d.ts'))
  return files.flatMap((path) => {
    const imported = readFileSync(join(types, path), 'utf8').matchAll(/(?:from |import\()['"](\.[^'"]*)['"]/g)
    return [...imported]
      .map(([, name = '']) => join(types, dirname(path), name))
      .filter((target) => !existsSync(`${target}.d.ts`) && !existsSync(join(target, 'index.d.ts')))
      .map((target) => `${path}: ${target}`)
  })
}

describe('the package for servers', () => {
  it('has every declaration that its own declarations import', () => {
    const types = join(bin, '../types')
    expect(existsSync(join(types, 'server/index.d.ts'))).toBe(true)
    expect(missingDeclarations(types)).toEqual([])
  })

  it('brings a command that says what there is', () => {
    expect(readFileSync(bin, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
    const { status, stdout } = run()
    expect([status, stdout]).toEqual([
      0,
      expect.stringMatching(/^wx-oss-upload-server <serve\|doctor\|setup\|explain>\n/),
    ])
  })

  it('explains, sets up and examines', () => {
    expect(run('explain', '0006-00000228')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('conditions'),
      stderr: '',
    })
    const policy = run('setup', 'policy', 'role', '--bucket', 'album')
    expect(JSON.parse(policy.stdout).Statement[0].Resource).toEqual(['acs:oss:*:*:album/uploads/*'])
    const doctor = run('doctor')
    expect([doctor.status, doctor.stdout]).toEqual([2, expect.stringContaining('OSS_BUCKET: is missing')])
    expect(doctor.stderr).toBe('')
  })

  it('serves, once it is told everything', async () => {
    expect(run('serve')).toMatchObject({ status: 1, stderr: expect.stringContaining('OSS_BUCKET: is missing') })
    const set = [
      'OSS_BUCKET=album',
      'OSS_REGION=cn-hangzhou',
      'STS_ROLE_ARN=acs:ram::1:role/r',
      'ALIBABA_CLOUD_ACCESS_KEY_ID=local-key-id',
      'ALIBABA_CLOUD_ACCESS_KEY_SECRET=local-0000',
      'PORT=0',
    ]
    expect(run('setup', 'env', '--yes', ...set.flatMap((pair) => ['--set', pair])).status).toBe(0)
    const child = spawn(process.execPath, [bin, 'serve'], { cwd: join(folder, 'app'), env: { PATH: process.env.PATH } })
    let text = ''
    for await (const chunk of child.stdout) {
      text += chunk
      if (text.includes('listening')) break
    }
    const port = Number(/"port":(\d+)/.exec(text)?.[1])
    expect((await fetch(`http://localhost:${port}/healthz`)).status).toBe(200)
    child.kill('SIGTERM')
    expect((await once(child, 'close'))[0]).toBe(0)
  })
})
