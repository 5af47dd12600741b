import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Metafile } from 'esbuild'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const UPLOADER = 'miniprogram/uploader'
const ENTRY = `${UPLOADER}/browser/index.ts`

/** By path below the root. Types are no imports any more. */
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

/** What is loaded with a module, each by the chain of imports that leads there. */
function loadedWith(entry: string, all: Metafile['inputs']): string[][] {
  const chains = new Map([[entry, [entry]]])
  for (const [path, chain] of chains) {
    for (const { path: next, kind } of all[path]?.imports ?? []) {
      if (kind === 'import-statement' && !chains.has(next)) chains.set(next, [...chain, next])
    }
  }
  return [...chains.values()]
}

// An import with a value in it, of one file, would bring the engine along: the page would wait for it.
it('imports nothing but types from what a web page fetches later', async () => {
  const all = await modules()
  const first = loadedWith(ENTRY, all)
  const isFetched = (path: string): boolean =>
    /\/lazy\/|\/core\/(engine\/service|upload|multipart|form|unfinished|file|crc64)\b/.test(path)
  expect(Object.keys(all).filter(isFetched).length).toBeGreaterThan(20)
  expect(first.length).toBeGreaterThan(10)
  expect(first.filter((chain) => isFetched(chain.at(-1) ?? '')).map((chain) => chain.join(' → '))).toEqual([])
})
