/** The apps of `examples/`, each started as its user starts it: they keep their own pages and their own login. */
import { fileURLToPath } from 'node:url'
import { type Rig, startRig } from '../main-path/rig'
import { endProgram, type Program, startProgram } from './start-program'
import { environmentOf, uploadThrough } from './upload-through'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

describe.each(['express', 'koa', 'fastify', 'nest'])('the example for %s', (name) => {
  let rig: Rig
  let program: Program
  let url: string

  beforeAll(async () => {
    rig = await startRig()
    program = await startProgram([process.execPath, '--import', 'tsx', `examples/${name}.ts`], {
      cwd: ROOT,
      env: { ...environmentOf(rig.stack), TSX_TSCONFIG_PATH: 'examples/tsconfig.json' },
      isReady: /listening on \d+/,
    })
    url = `http://localhost:${/listening on (\d+)/.exec(program.printed.join('\n'))?.[1]}`
  })

  afterAll(async () => {
    if (program) endProgram(program)
    await rig.close()
  })

  const logIn = async (user: string): Promise<string> => {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${url}/login`, { method: 'POST', headers, body: JSON.stringify({ name: user }) })
    return ((await answer.json()) as { token: string }).token
  }

  it('uploads a photo for a user of its own login', async () => {
    const token = await logIn('安')
    const { data, key, isSame } = await uploadThrough(rig, { server: `${url}/upload`, token })
    expect([data, isSame]).toEqual([{ owner: '安', key }, true])
  })

  it('refuses a caller who has not logged in', async () => {
    await expect(uploadThrough(rig, { server: `${url}/upload` })).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('keeps its own pages', async () => {
    const authorization = `Bearer ${await logIn('ann')}`
    expect(await (await fetch(`${url}/me`, { headers: { authorization } })).json()).toEqual({ id: 'ann' })
    expect(await (await fetch(`${url}/me`)).json()).toBeNull()
  })
})
