import { tmpdir } from 'node:os'
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
