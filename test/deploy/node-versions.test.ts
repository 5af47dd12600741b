/** The packages as their users get them, on every version of Node that they support. */
import { execFile, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { jest } from '@jest/globals'
import { build } from 'esbuild'
import { emitDeclarations } from '../../dev/build/declarations'
import { startLocalCloud } from '../../dev/local-cloud'
import { PACKAGES, type ReleasePackage } from '../../dev/release/packages'
import { stagePackage } from '../../dev/release/stage-package'
import { startWechatApi } from '../../dev/wechat-api'
import { jpeg } from '../main-path/rig'
import { environmentOf, startInstance, WECHAT } from '../server/instances'
import { NODES, nodeOf } from './nodes'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** npm installs the packages anew for each version. */
jest.setTimeout(900_000)

// `.ci/run` installs the versions, and sets NODES and EVERY_NODE.
describe('the tests of other versions of Node', () => {
  it(`run where EVERY_NODE is set; left out here: ${NODES ? 'none' : 'all, and the replay of the images'}`, () => {
    if (process.env.EVERY_NODE) expect(NODES).toBeTruthy()
  })
})

const describeNodes = NODES ? describe : describe.skip
describeNodes('the packages, packed and installed into an empty folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'node-versions-'))
  const files = [join(folder, 'small.jpg'), join(folder, 'big.jpg')]
  const phone = join(folder, 'phone.cjs')
  const archives: string[] = []
  let cloud: Awaited<ReturnType<typeof startLocalCloud>>
  let wechat: Awaited<ReturnType<typeof startWechatApi>>

  beforeAll(async () => {
    const packages = PACKAGES.filter(({ workspace }) => workspace !== 'dev/local-cloud')
    emitDeclarations(
      ROOT,
      packages.flatMap(({ projects }) => projects),
    )
    for (const one of packages) archives.push(await pack(one, join(folder, one.workspace)))
    await build({
      entryPoints: [join(ROOT, 'test/deploy/phone.ts')],
      outfile: phone,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      logLevel: 'warning',
    })
    for (const [index, size] of [20_000, 500_000].entries()) writeFileSync(files[index] ?? '', jpeg(size))
    cloud = await startLocalCloud({ folder: join(folder, 'cloud') })
    wechat = await startWechatApi({ app: { appid: WECHAT.WECHAT_APPID, secret: WECHAT.WECHAT_SECRET } })
  })
  afterAll(async () => {
    await wechat.close()
    await cloud.close()
    rmSync(folder, { recursive: true })
  })

  it.each(['20', '22', '24'])(
    'upload by form and by parts on Node %s, and all that they need supports it',
    async (version) => {
      const node = nodeOf(version)
      const app = join(folder, version)
      mkdirSync(app)
      const env = { ...process.env, PATH: `${dirname(node)}:${process.env.PATH}` }
      const options = ['--engine-strict', '--omit=dev', '--no-audit', '--no-fund', '--prefix', app]
      const installed = spawnSync('npm', ['install', ...options, ...archives], { cwd: app, env, encoding: 'utf8' })
      expect([installed.status, installed.stderr.match(/EBADENGINE.*/g)]).toEqual([0, null])

      const command = join(app, 'node_modules/wx-oss-upload-server/dist/cli.js')
      const backend = await startInstance([command, 'serve'], environmentOf(cloud, wechat.url, 's'.repeat(32)), node)
      // The cloud is in this process, so it must not be blocked.
      const args = [phone, `http://127.0.0.1:${backend.port}`, wechat.url, ...files]
      const { stdout } = await promisify(execFile)(node, args, { cwd: app, encoding: 'utf8' })
      const { version: used, urls } = JSON.parse(stdout) as { version: string; urls: string[] }
      expect(used).toMatch(new RegExp(`^v${version}\\.`))
      for (const [index, url] of urls.entries()) {
        const stored = Buffer.from(await (await fetch(url)).arrayBuffer())
        expect(stored.equals(readFileSync(files[index] ?? ''))).toBe(true)
      }
      expect(urls).toHaveLength(files.length)
      await backend.end()
    },
  )
})

/** @returns the path of the archive. */
async function pack(one: ReleasePackage, cwd: string): Promise<string> {
  await stagePackage(ROOT, one, cwd)
  expect(spawnSync('npm', ['pack', '--pack-destination', cwd], { cwd }).status).toBe(0)
  return join(cwd, readdirSync(cwd).find((file) => file.endsWith('.tgz')) ?? '')
}
