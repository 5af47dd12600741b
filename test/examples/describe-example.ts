import { type Rig, startRig } from '../main-path/rig'
import { endProgram, type Program, startProgram } from './start-program'
import { environmentOf, uploadThrough } from './upload-through'

interface Example {
  command: readonly [string, ...string[]]
  cwd: string
  env: Record<string, string>
  /** The line that the app prints when it listens. Its first group is the port. */
  isReady: RegExp
}

/** An app that mounts the backend at /upload keeps its own pages and its own login. */
export function describeExample(name: string, example: Example, prepare?: () => Promise<void>): void {
  describe(`the example for ${name}`, () => {
    let rig: Rig
    let program: Program | undefined
    let url: string

    beforeAll(async () => {
      await prepare?.()
      rig = await startRig()
      const { command, cwd, env, isReady } = example
      program = await startProgram(command, { cwd, env: { ...environmentOf(rig.stack), ...env }, isReady })
      url = `http://localhost:${isReady.exec(program.printed.join('\n'))?.[1]}`
    })

    afterAll(async () => {
      if (program) endProgram(program)
      await rig?.close()
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
}
