import { circlesIn, edgesBetween, importGraph } from './import-graph'

/**
 * The parts of the repository, each with the parts that it may import, as CONTRIBUTING.md says. `leaf` stands for the files
 * beside the library's folders, such as the contract. The rest of `dev` may import anything.
 */
const PARTS: Record<string, readonly string[]> = {
  formats: [],
  leaf: ['formats'],
  'oss-v4': [],
  messages: ['leaf', 'formats'],
  crc64: [],
  core: ['leaf', 'formats', 'crc64'],
  wx: ['core', 'messages', 'leaf', 'formats'],
  browser: ['core', 'crc64', 'messages', 'leaf'],
  form: ['wx', 'core', 'messages', 'leaf', 'formats'],
  sts: ['wx', 'core', 'oss-v4', 'messages', 'leaf', 'formats'],
  kits: ['wx'],
  frameworks: ['browser', 'core', 'leaf'],
  components: ['wx', 'messages', 'leaf'],
  pages: ['components', 'wx', 'messages', 'server', 'leaf'],
  server: ['oss-v4', 'crc64', 'leaf', 'formats', 'server/openapi'],
  'server/openapi': ['server', 'messages', 'leaf'],
  'server/cli': ['server', 'core', 'crc64', 'wx', 'messages', 'oss-v4', 'leaf'],
  'local-cloud': [],
  'wx-host': [],
}

/** The backend computes the same checksum. */
const CRC64 = /^miniprogram\/uploader\/core\/crc64\/(crc64|decimal)\.ts$/

function partOf(path: string): string | undefined {
  if (CRC64.test(path)) return 'crc64'
  const [top = '', second = '', third = ''] = path.split('/')
  if (top === 'miniprogram') {
    if (second === 'uploader') return third.endsWith('.ts') ? 'leaf' : third
    return second === 'components' ? second : 'pages'
  }
  if (top === 'server') return ['cli', 'openapi'].includes(second) ? `server/${second}` : 'server'
  return top === 'dev' && second in PARTS ? second : top
}

/** Rooms in the order in which a reader meets them: each imports only rooms behind it. */
const ORDERS: Record<string, readonly string[]> = {
  'miniprogram/uploader/core': [
    'engine',
    'upload',
    'multipart',
    'form',
    'task',
    'unfinished',
    'file',
    'backend',
    'crc64',
    'flow',
  ],
  server: [
    'endpoints',
    'openapi',
    'files',
    'confirm',
    'reads',
    'tickets',
    'routes-file',
    'hooks',
    'define-routes',
    'http',
    'operation',
    'oss',
    'content',
    'credentials',
    'identity',
    'config',
    'limits',
    'metrics',
    'outbound',
    'faults',
  ],
}

/** The commands stand beside the backend's rooms, and use them all. */
const COMMANDS = ['cli']

/** The files that a folder of rooms holds beside them. */
const LOOSE: Record<string, readonly string[]> = {
  'miniprogram/uploader/core': ['api.ts', 'errors.ts', 'ports.ts'],
  server: ['app.ts', 'context.ts', 'create-context.ts', 'index.ts', 'main.ts', 'routes.ts'],
  dev: ['start.ts'],
}

const graph = importGraph(['miniprogram', 'server', 'dev'])

describe('the import graph', () => {
  it('has no circle, even of types', () => {
    expect(graph.size).toBeGreaterThan(500)
    expect(circlesIn(graph)).toEqual([])
  })

  it('finds a circle where there is one', () => {
    const three = new Map([
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['b']],
    ])
    expect(circlesIn(three)).toEqual(['b', 'c'])
  })

  it.each(Object.entries(PARTS))('has from %s only edges to %j', (part, allowed) => {
    const edges = [...edgesBetween(graph, partOf)].filter(([edge]) => edge.startsWith(`${part} → `))
    const refused = edges.filter(([edge]) => !allowed.includes(edge.slice(part.length + 3)))
    expect(refused.flatMap(([, imports]) => imports)).toEqual([])
  })
})

describe.each(Object.entries(ORDERS))('the rooms of %s', (folder, rooms) => {
  const roomOf = (path: string): string | undefined => {
    const [room = '', file] = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1).split('/') : []
    return file === undefined || COMMANDS.includes(room) ? undefined : room
  }

  it('are those of the drawing', () => {
    expect([...new Set([...graph.keys()].flatMap((path) => roomOf(path) ?? []))].sort()).toEqual([...rooms].sort())
  })

  it('import only rooms behind them', () => {
    const back = [...edgesBetween(graph, roomOf)].filter(([edge]) => {
      const [from = '', to = ''] = edge.split(' → ')
      return rooms.indexOf(to) < rooms.indexOf(from)
    })
    expect(back.flatMap(([, imports]) => imports)).toEqual([])
  })
})

describe.each(Object.entries(LOOSE))('the folder %s', (folder, files) => {
  it('shows rooms, and no loose files but those named here', () => {
    const loose = [...graph.keys()].filter(
      (path) => path.startsWith(`${folder}/`) && !path.slice(folder.length + 1).includes('/'),
    )
    expect(loose.map((path) => path.slice(folder.length + 1)).sort()).toEqual([...files].sort())
  })
})
