/** The answers of backends in Spring and Laravel, from the programs of `examples/identities`. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { introspectIdentity } from '../../server/identity/introspection/introspect'
import { freePort } from '../free-port'
import { startRig } from '../main-path/rig'
import { endProgram, type Program, startProgram } from './start-program'
import { uploadThrough } from './upload-through'

const FOLDER = fileURLToPath(new URL('../../examples/identities', import.meta.url))

interface Backend {
  name: string
  /** Answers if the runtime is on this machine. */
  probe: [string, ...string[]]
  run: (port: number) => [string, ...string[]]
  id: string
}

const BACKENDS: Backend[] = [
  {
    name: 'Spring',
    probe: ['javac', '-version'],
    run: () => ['java', 'Whoami.java'],
    id: '1712345678901234567',
  },
  {
    name: 'Laravel',
    probe: ['php', '-v'],
    run: (port) => ['php', '-S', `127.0.0.1:${port}`, 'whoami.php'],
    id: '42',
  },
]

const isInstalled = ({ probe: [command, ...args] }: Backend): boolean => spawnSync(command, args).status === 0

describe.each(BACKENDS)('the users of a backend in $name', (backend) => {
  const test = isInstalled(backend) ? it : it.skip
  let program: Program | undefined
  afterEach(() => program && endProgram(program))

  test('upload with the login that they have, and strangers do not', async () => {
    const port = await freePort()
    program = await startProgram(backend.run(port), {
      cwd: FOLDER,
      env: { PORT: `${port}` },
      isReady: /listening|started/,
    })
    const identity = introspectIdentity({ url: `http://127.0.0.1:${port}/whoami`, idPath: 'data.id' })
    const identify = (token: string) =>
      identity.identify(new Request('http://localhost/', { headers: { authorization: `Bearer ${token}` } }))
    expect(await identify('token-of-ann')).toEqual({ kind: 'introspect', issuer: 'app', id: backend.id })
    const rig = await startRig({ wiring: { identity } })
    try {
      const server = rig.stack.url
      expect(await uploadThrough(rig, { server, token: 'token-of-ann' })).toMatchObject({ isSame: true })
      const stranger = uploadThrough(rig, { server, token: 'another' })
      await expect(stranger).rejects.toMatchObject({ code: 'unauthenticated' })
    } finally {
      await rig.close()
    }
  })
})

describe('the identities', () => {
  const left = BACKENDS.filter((backend) => !isInstalled(backend)).map(({ name }) => name)

  // `.ci/run` installs the runtimes, and sets this.
  it(`are all tested where EVERY_RECEIVER is set; left out here: ${left.join(', ') || 'none'}`, () => {
    if (process.env.EVERY_RECEIVER) expect(left).toEqual([])
  })
})
