import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Metafile } from 'esbuild'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const UPLOADER = 'miniprogram/uploader'
const ENTRY = `${UPLOADER}/browser/index.ts`

/** The modules of the browser's scripts, by path below the root. Imports of types are already gone. */
async function modules(): Promise<Metafile['inputs']> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [join(ROOT, ENTRY)],
    outdir: ROOT,
    bundle: true,
    splitting: true,
    format: 'esm',
    write: false,
    metafile: true,
  })
  return metafile.inputs
}

/** The modules that load with a module, each with the chain of imports that leads to it. */
function loadedWith(entry: string, all: Metafile['inputs']): string[][] {
  const chains = new Map([[entry, [entry]]])
  for (const [path, chain] of chains) {
    for (const { path: next, kind } of all[path]?.imports ?? []) {
      if (kind === 'import-statement' && !chains.has(next)) chains.set(next, [...chain, next])
    }
  }
  return [...chains.values()]
}

describe('the first script of a web page', () => {
  // One import of a value would load the engine with it, and the page would wait for it.
  it('imports only types from what loads later', async () => {
    const all = await modules()
    const first = loadedWith(ENTRY, all)
    const isLazy = (path: string): boolean =>
      /\/lazy\/|\/core\/(engine\/service|upload|multipart|form|unfinished|file|crc64)\b/.test(path)
    expect(Object.keys(all).filter(isLazy).length).toBeGreaterThan(20)
    expect(first.length).toBeGreaterThan(10)
    expect(first.filter((chain) => isLazy(chain.at(-1) ?? '')).map((chain) => chain.join(' → '))).toEqual([])
  })
})
