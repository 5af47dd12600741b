import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Every source file that git knows below these folders, with the files it imports, types included. */
export function importGraph(folders: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const options = ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...folders]
  const listed = execFileSync('git', options, { cwd: ROOT, encoding: 'utf8' }).split('\n')
  const files = listed.filter((path) => /\.tsx?$/.test(path) && existsSync(posix.join(ROOT, path)))
  const known = new Set(files)
  return new Map(files.map((path) => [path, importsOf(path, known)]))
}

function importsOf(path: string, known: ReadonlySet<string>): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(posix.join(ROOT, path), 'utf8'))
  return importedFiles.flatMap(({ fileName }) => {
    if (!fileName.startsWith('.')) return []
    const target = posix.join(posix.dirname(path), fileName)
    return [target, `${target}.ts`, `${target}/index.ts`].filter((candidate) => known.has(candidate)).slice(0, 1)
  })
}

/** The edges between groups of files, each as `from → to`, with the imports that make it. */
export function edgesBetween(
  graph: ReadonlyMap<string, readonly string[]>,
  groupOf: (path: string) => string | undefined,
): ReadonlyMap<string, readonly string[]> {
  const edges = new Map<string, string[]>()
  for (const [path, imported] of graph) {
    const from = groupOf(path)
    for (const target of imported) {
      const to = groupOf(target)
      if (!from || !to || from === to) continue
      const edge = `${from} → ${to}`
      edges.set(edge, [...(edges.get(edge) ?? []), `${path} imports ${target}`])
    }
  }
  return edges
}

/**
 * The files on circles of imports, or between two of them: what is left after removing, again and again, every file that
 * imports none of the rest or that none of the rest imports.
 */
export function circlesIn(graph: ReadonlyMap<string, readonly string[]>): string[] {
  let rest = new Set(graph.keys())
  for (;;) {
    const imported = new Set([...rest].flatMap((path) => graph.get(path) ?? []))
    const kept = [...rest].filter((path) => imported.has(path) && graph.get(path)?.some((target) => rest.has(target)))
    if (kept.length === rest.size) return kept.sort()
    rest = new Set(kept)
  }
}
