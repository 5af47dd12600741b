import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const CORE = fileURLToPath(new URL('../../miniprogram/uploader/core', import.meta.url))

/** From the top floor down: a room imports only from rooms below it. */
const ROOMS = ['engine', 'upload', 'multipart', 'form', 'task', 'unfinished', 'file', 'backend', 'crc64', 'flow', '.']

const files = readdirSync(CORE, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts'))

/** The files of the engine that a file imports, types included. */
function importsOf(path: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(CORE, path), 'utf8'))
  return importedFiles
    .map(({ fileName }) => `${posix.join(posix.dirname(path), fileName)}.ts`)
    .filter((imported) => !imported.startsWith('..'))
}

const floorOf = (path: string): number => ROOMS.indexOf(posix.dirname(path))

/** The paths of imports that lead from a file back to itself. */
function circleThrough(path: string): string[] | undefined {
  const chains = new Map(importsOf(path).map((next) => [next, [path, next]]))
  for (const [last, chain] of chains) {
    if (last === path) return chain
    for (const next of importsOf(last)) if (!chains.has(next)) chains.set(next, [...chain, next])
  }
  return undefined
}

describe('the rooms of the engine', () => {
  it('hold all files but three', () => {
    expect(files.filter((path) => floorOf(path) < 0)).toEqual([])
    expect(files.filter((path) => !path.includes('/')).sort()).toEqual(['api.ts', 'errors.ts', 'ports.ts'])
  })

  it('import only from rooms below', () => {
    const arrows = files.flatMap((path) => importsOf(path).map((imported) => [path, imported] as const))
    expect(arrows.length).toBeGreaterThan(100)
    const upwards = arrows.filter(([path, imported]) => floorOf(imported) < floorOf(path))
    expect(upwards.map((arrow) => arrow.join(' → '))).toEqual([])
  })

  it('have parts and forms side by side, without an import between them', () => {
    const between = files
      .filter((path) => path.startsWith('multipart/'))
      .flatMap(importsOf)
      .filter((imported) => imported.startsWith('form/'))
    expect(between).toEqual([])
  })

  it('have no circle of imports', () => {
    expect(files.map(circleThrough).filter((circle) => circle !== undefined)).toEqual([])
  })
})
