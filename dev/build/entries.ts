import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { minified } from './sizes'

/** The weight of something that an app imports: minified and gzipped, KB. */
export interface Weight {
  name: string
  kb: number
  /** The bound that a test holds. */
  mostKb: number
  /** What the entry should weigh. `dev/build/rooms.ts` says what holds it where it weighs more. */
  targetKb?: number | undefined
}

type Bounds = Omit<Weight, 'kb'>

/** What a mini-program imports: scripts of the package, below its folder and without `.js`. */
const MINI_PROGRAM: readonly (Bounds & { scripts: readonly string[] })[] = [
  { name: 'form, without words', scripts: ['form'], mostKb: 18.1 },
  { name: 'form, Chinese', scripts: ['form', 'messages/zh'], mostKb: 20.2, targetKb: 14 },
  { name: 'index, Chinese with hints', scripts: ['index', 'messages/zh', 'hints/zh'], mostKb: 33.5, targetKb: 25 },
  {
    name: 'index, Chinese and English with hints',
    scripts: ['index', 'messages/zh', 'hints/zh', 'messages/en', 'hints/en'],
    mostKb: 36.6,
  },
  { name: 'formats', scripts: ['formats'], mostKb: 3 },
  { name: 'component, without the library', scripts: ['components/oss-uploader/oss-uploader'], mostKb: 12 },
]

/** What a page imports from the package. Its first script is the page's own; the lazy ones load later. */
const PAGE: readonly (Bounds & { imports: string; lazyMostKb?: number })[] = [
  { name: 'browser, without words', imports: 'createUploader', mostKb: 4.6, lazyMostKb: 23.5 },
  { name: 'browser, Chinese', imports: 'createUploader, explain, zh', mostKb: 6.5 },
  { name: 'browser, Chinese and English', imports: 'createUploader, explain, zh, en', mostKb: 7.3, targetKb: 10 },
]

/** The table of entries, each with its weight. */
export async function entryWeights(miniProgram: string, browser: string): Promise<Weight[]> {
  const found: Weight[] = []
  for (const { scripts, ...bounds } of MINI_PROGRAM)
    found.push({ ...bounds, kb: await togetherKb(miniProgram, scripts) })
  for (const { imports, lazyMostKb, ...bounds } of PAGE) {
    const { own, lazy } = await pageKb(browser, imports)
    found.push({ ...bounds, kb: own })
    if (lazyMostKb) found.push({ name: 'browser, the script that loads later', kb: lazy, mostKb: lazyMostKb })
  }
  return found
}

/** WeChat compresses an app as a whole, so scripts that come together are compressed together. */
async function togetherKb(folder: string, scripts: readonly string[]): Promise<number> {
  const codes = await Promise.all(scripts.map((path) => minified(readFileSync(join(folder, `${path}.js`), 'utf8'))))
  return compressedKb(Buffer.from(codes.join('\n')))
}

/** Bundles a page's script as an app does. */
async function pageKb(resolveDir: string, imports: string): Promise<{ own: number; lazy: number }> {
  const { outputFiles } = await build({
    stdin: { contents: `export { ${imports} } from './index.js'`, resolveDir },
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    outdir: resolveDir,
    format: 'esm',
    target: 'es2020',
    charset: 'utf8',
  })
  const sizes = { own: 0, lazy: 0 }
  for (const { path, contents } of outputFiles) {
    sizes[basename(path).startsWith('engine-script') ? 'lazy' : 'own'] += compressedKb(contents)
  }
  return sizes
}

const compressedKb = (bytes: Uint8Array): number => gzipSync(bytes, { level: 9 }).length / 1024

/** One line of the table. */
export const weightLine = ({ name, kb, mostKb, targetKb }: Weight): string =>
  `${name.padEnd(40)} ${kb.toFixed(2).padStart(6)} KB of ${mostKb}${targetKb ? `, target ${targetKb}` : ''}`
