import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PACKAGES } from '../../../dev/release/packages'
import { stagePackage } from '../../../dev/release/stage-package'
import { COMPILED } from './compile-consumer'
import { missingDeclarations, packagesOf } from './declarations'
import { linkDependencies } from './link-dependencies'
import { compileWechatProject } from './wechat-project'

interface Manifest {
  bin: Record<string, string>
}

export function describeServerPackage(root: string, folder: string): void {
  describe('the package for servers', () => {
    const app = join(folder, 'app')
    let bin: string
    beforeAll(async () => {
      bin = await installServer(root, folder, app)
    })

    /** Runs the command as npx does, in a project that has nothing of this repository. */
    const run = (...args: string[]) => {
      const env = { PATH: process.env.PATH, LANG: 'en_US.UTF-8' }
      const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
        cwd: app,
        env,
        encoding: 'utf8',
      })
      return { status, stdout, stderr }
    }

    it('contains every declaration that its own declarations import', () => {
      const types = join(bin, '../types')
      expect(existsSync(join(types, 'server/index.d.ts'))).toBe(true)
      expect(missingDeclarations(types)).toEqual([])
    })

    it('names in its public declarations only packages that an app has anyway', () => {
      const entry = (name: string): string[] => packagesOf(join(bin, '../types/server', name))
      expect(entry('define-routes/index.d.ts')).toEqual(['zod'])
      const nodes = ['node:http', 'node:https', 'node:stream', 'node:stream/web']
      expect(entry('index.d.ts')).toEqual([...nodes, 'pino', 'zod'])
    })

    it('gives the types of its routes to a mini-program, whose project has no types of Node', async () => {
      expect(await compileWechatProject(root, folder, app)).toEqual([COMPILED, COMPILED])
    })

    it('defines routes in both of its entries with the same classes, and needs routes to create an app', () => {
      const script = `
        import { createApp, Fault, readEnvironment } from 'wx-oss-upload-server'
        import { refusal } from 'wx-oss-upload-server/routes'
        console.log(refusal('no') instanceof Fault)
        try { createApp(readEnvironment(process.env), {}) } catch ({ message }) { console.log(message) }
      `
      const env = { PATH: process.env.PATH, ...Object.fromEntries(SETTINGS.map((pair) => pair.split('='))), ...SECRETS }
      const args = ['--input-type=module', '--eval', script]
      const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: app, env, encoding: 'utf8' })
      expect([stdout, stderr]).toEqual([expect.stringMatching(/^true\nroutes: expected .*\n$/), ''])
    })

    it('has a command that lists its subcommands', () => {
      expect(readFileSync(bin, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
      const { status, stdout } = run()
      expect([status, stdout]).toEqual([
        0,
        expect.stringMatching(/^wx-oss-upload-server <serve\|doctor\|setup\|explain>\n/),
      ])
    })

    it('has a command that explains errors, sets up a bucket and checks a configuration', () => {
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

    it('has a command that serves requests once its configuration and its routes are there', async () => {
      expect(run('serve')).toMatchObject({ status: 1, stderr: expect.stringContaining('OSS_BUCKET: is missing') })
      expect(run('setup', 'env', '--yes', ...SETTINGS.flatMap((pair) => ['--set', pair])).status).toBe(0)
      expect(run('serve')).toMatchObject({ status: 1, stderr: expect.stringContaining('setup routes') })
      expect(run('setup', 'routes').status).toBe(0)
      const child = spawn(process.execPath, [bin, 'serve', '--routes', 'routes.yaml'], {
        cwd: app,
        env: { PATH: process.env.PATH },
      })
      try {
        let text = ''
        for await (const chunk of child.stdout) {
          text += chunk
          if (text.includes('listening')) break
        }
        const port = Number(/"port":(\d+)/.exec(text)?.[1])
        expect((await fetch(`http://localhost:${port}/healthz`)).status).toBe(200)
        child.kill('SIGTERM')
        expect((await once(child, 'close'))[0]).toBe(0)
      } finally {
        child.kill('SIGKILL')
      }
    })
  })
}

const SETTINGS = [
  'OSS_BUCKET=album',
  'OSS_REGION=cn-hangzhou',
  'STS_ROLE_ARN=acs:ram::1:role/r',
  'ALIBABA_CLOUD_ACCESS_KEY_ID=local-key-id',
  'ALIBABA_CLOUD_ACCESS_KEY_SECRET=local-0000',
  'PORT=0',
]

const SECRETS = { SESSION_SECRET: 's'.repeat(32), KEY_SECRET: 'k'.repeat(32) }

/**
 * Packs the server with npm, and unpacks it where `npm install` would put it, with links to its dependencies beside it.
 * Returns the path of its command.
 */
async function installServer(root: string, folder: string, app: string): Promise<string> {
  const source = join(folder, 'server-source')
  const server = PACKAGES.find(({ workspace }) => workspace === 'server')
  if (server) await stagePackage(root, server, source)
  const isWindows = process.platform === 'win32'
  const packed = spawnSync('npm', ['pack', '--pack-destination', folder], { cwd: source, shell: isWindows })
  expect(packed.status).toBe(0)
  const modules = join(app, 'node_modules')
  const to = join(modules, 'wx-oss-upload-server')
  mkdirSync(to, { recursive: true })
  const [archive = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'))
  expect(spawnSync('tar', ['-xzf', join(folder, archive), '-C', to, '--strip-components=1']).status).toBe(0)
  const manifest = JSON.parse(readFileSync(join(to, 'package.json'), 'utf8')) as Manifest
  linkDependencies(root, modules)
  return join(to, manifest.bin['wx-oss-upload-server'] ?? '')
}
