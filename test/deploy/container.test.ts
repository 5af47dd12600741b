/** The images of the Dockerfile and of compose.yaml. There is no Docker here: npm's steps and the copies are replayed. */
import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { jest } from '@jest/globals'
import { parse } from 'yaml'
import { COMPOSE_PORTS, USUAL_PORTS } from '../../dev/stack/ports'
import { endProgram, type Program, startProgram } from '../examples/start-program'
import { startUploading } from '../server/uploading'
import { NODES, nodeOf } from './nodes'
import { instructionsOf, replayDockerfile, type Stage, workdirOf } from './replay-dockerfile'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** npm installs everything twice. */
jest.setTimeout(900_000)

interface Service {
  command: string[]
  environment: Record<string, string>
  profiles?: string[]
  user?: string
}

const { services } = parse(readFileSync(join(ROOT, 'compose.yaml'), 'utf8')) as { services: Record<string, Service> }
const dockerfile = instructionsOf(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'))

describe('the Dockerfile', () => {
  it('uses Node 24 for every stage, and root for none that runs', () => {
    const bases = dockerfile.filter(({ name }) => name === 'FROM').map(({ rest }) => rest.split(' ')[0])
    expect(new Set(bases)).toEqual(new Set(['node:24-alpine', 'packages']))
    // `dev` is the target of compose.yaml, the last stage is the backend's image.
    const users = dockerfile.filter(({ name }) => name === 'USER').map(({ rest }) => rest)
    expect(users).toEqual(['node', 'node'])
  })
})

describe('compose.yaml', () => {
  it('uses ports that `npm start` does not use', () => {
    const ports = Object.values(COMPOSE_PORTS)
    expect(new Set([...ports, ...Object.values(USUAL_PORTS)]).size).toBe(ports.length + Object.keys(USUAL_PORTS).length)
    expect(services.backend?.environment.PORT).toBe(`${COMPOSE_PORTS.backend}`)
    expect(services.redis?.command).toContain(`${COMPOSE_PORTS.redis}`)
  })

  it('starts a Redis only with its profile, and gives the backend an empty LIMIT_STORE otherwise', () => {
    expect(services.redis).toMatchObject({ profiles: ['redis'], user: 'redis' })
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of compose
    expect(services.backend?.environment.LIMIT_STORE).toBe('${LIMIT_STORE:-}')
  })
})

// `.ci/run` sets NODES.
const describeImages = NODES ? describe : describe.skip
describeImages('the images, replayed with Node 24', () => {
  const folder = mkdtempSync(join(tmpdir(), 'images-'))
  const node = nodeOf('24')
  /** The user `node` of the image. Only root can become another user. */
  const user = process.getuid?.() === 0 ? { uid: 1000, gid: 1000 } : {}
  const programs: Program[] = []
  let stages: Record<string, Stage>
  beforeAll(() => {
    chmodSync(folder, 0o755)
    stages = replayDockerfile(ROOT, folder, dirname(node))
  })
  afterAll(() => {
    for (const program of programs) endProgram(program)
    rmSync(folder, { recursive: true })
  })

  const stage = (name: string): Stage => stages[name] ?? { root: '', user: '', left: [] }

  it('leave out no step but the folder of the volume', () => {
    expect(Object.values(stages).flatMap(({ left }) => left)).toEqual(['install -d -o node -g node /data'])
    expect([stage('dev').user, stage('final').user]).toEqual(['node', 'node'])
  })

  it('say what is missing, and end', () => {
    const started = spawnSync(node, ['server/dist/main.js'], {
      cwd: workdirOf(stage('final')),
      env: {},
      encoding: 'utf8',
      ...user,
    })
    expect([started.status, started.stderr]).toEqual([1, expect.stringContaining('OSS_BUCKET: is missing')])
    expect(started.stderr).not.toContain('    at ')
  })

  it('run together as compose.yaml says, not as root: a photo is uploaded by form, and a bigger one by parts', async () => {
    const data = join(folder, 'data')
    mkdirSync(data)
    if (user.uid !== undefined) chownSync(data, user.uid, user.gid)
    const start = async (image: string, service: Service | undefined, isReady: RegExp): Promise<void> => {
      const words = (service?.command ?? []).slice(1).map((word) => word.replace('/data', data))
      const set = Object.entries(service?.environment ?? {}).filter(([, value]) => !value.startsWith('$'))
      const options = { cwd: workdirOf(stage(image)), env: Object.fromEntries(set), isReady, ...user }
      programs.push(await startProgram([node, ...words], options))
    }
    await start('dev', services['local-cloud'], /^OSS http/)
    await start('final', services.backend, /"port":/)
    const issueCode = async (): Promise<string> => {
      const answer = await fetch(`http://localhost:${COMPOSE_PORTS.wechat}/wx/login?person=ann`, { method: 'POST' })
      return ((await answer.json()) as { code: string }).code
    }
    const server = `http://localhost:${COMPOSE_PORTS.backend}`
    const endings = await startUploading({ server, wechat: { issueCode }, folder, atLeast: 20 }).finish()
    expect(endings.filter((ending) => ending !== 'done')).toEqual([])
  })
})
