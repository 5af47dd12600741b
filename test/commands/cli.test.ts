import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { commandHere } from '../../server/cli/terminal/command-here'
import { command } from './command'

const begin = command('server/cli/main.ts')
const home = tmpdir()

describe('npm run doctor, setup and explain', () => {
  it('are one program, as it is run from the sources', async () => {
    const explained = await begin(['explain', '40125', '--lang', 'en'], home).ended
    expect(explained).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('AppSecret is wrong'), stderr: '' })
    const printed = await begin(['setup', 'policy', 'role', '--bucket', 'album'], home).ended
    expect(JSON.parse(printed.stdout)).toMatchObject({ Version: '1' })
    expect((await begin(['doctor', '--only', 'nothing'], home).ended).exitCode).toBe(3)
  })

  it('read what is piped in, and end without an error when their output is closed', async () => {
    const { child, ended } = begin(['explain'], home)
    child.stdout?.destroy()
    child.stdin?.end('{"errcode":45011,"errmsg":"reach limit"}')
    expect(await ended).toMatchObject({ exitCode: 0, stderr: '' })
  })
})

describe('npm run serve', () => {
  it('reads .env, as doctor and setup do', async () => {
    const workspace = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'))
    expect(workspace.scripts.serve).toContain('server/cli/main.ts serve')
    const folder = await mkdtemp(join(tmpdir(), 'wx-oss-upload-serve-'))
    await writeFile(join(folder, '.env'), 'OSS_BUCKET=from-the-file\n')
    const { exitCode, stderr } = await begin(['serve'], home, folder).ended
    expect(exitCode).toBe(1)
    expect(stderr).toContain('OSS_REGION: is missing')
    expect(stderr).not.toContain('OSS_BUCKET')
    await rm(folder, { recursive: true })
  })
})

describe('commandHere', () => {
  it.each([
    ['setup env', true, 'npm run setup -- env'],
    ['doctor --only clock', true, 'npm run doctor -- --only clock'],
    ['doctor', true, 'npm run doctor'],
    ['setup policy role', false, 'npx wx-oss-upload-server setup policy role'],
  ])('names %s as it is run there', (words, isCheckout, named) => {
    expect(commandHere(words, isCheckout)).toBe(named)
  })

  it('is the command of the checkout in what the sources print', async () => {
    const { stdout } = await begin(['explain', 'NoPermission', '--lang', 'en'], home).ended
    expect(stdout).not.toContain('npx ')
  })
})
