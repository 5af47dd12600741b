import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { begin } from './command'

const home = tmpdir()

describe('npm run doctor, setup and explain', () => {
  it('are one program, as it is run from the sources', async () => {
    const explained = await begin('server/cli/main.ts', ['explain', '40125', '--lang', 'en'], home).ended
    expect(explained).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('AppSecret is wrong'), stderr: '' })
    const printed = await begin('server/cli/main.ts', ['setup', 'policy', 'role', '--bucket', 'album'], home).ended
    expect(JSON.parse(printed.stdout)).toMatchObject({ Version: '1' })
    expect((await begin('server/cli/main.ts', ['doctor', '--only', 'nothing'], home).ended).exitCode).toBe(3)
  })

  it('read what is piped in, and mind nobody who stops reading', async () => {
    const script = fileURLToPath(new URL('../../server/cli/main.ts', import.meta.url))
    const child = spawn(process.execPath, ['--import', 'tsx', script, 'explain'], {
      env: { ...process.env, NODE_OPTIONS: '' },
    })
    let errors = ''
    child.stderr.on('data', (chunk) => {
      errors += chunk
    })
    child.stdout.destroy()
    child.stdin.end('{"errcode":45011,"errmsg":"reach limit"}')
    expect([(await once(child, 'close'))[0], errors]).toEqual([0, ''])
  })
})
