import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { jest } from '@jest/globals'
import { build, type Plugin } from 'esbuild'

const ROOT = fileURLToPath(new URL('../', import.meta.url))
/** Node finds the server's packages from here, and the workspace's behind them. */
const NEAR = join(ROOT, 'server/node_modules')
const TIMEOUT_MS = 120_000

/**
 * Bundles a script once for a whole test file, because `tsx` compiles it anew for each process.
 * @param script below the repository's root
 * @returns the arguments of `node` that start it; they can be had once `beforeAll` has run
 */
export function bundled(script: string): () => string[] {
  let folder: string | undefined
  // Processes start slowly on a busy machine.
  jest.setTimeout(TIMEOUT_MS)
  beforeAll(async () => {
    await mkdir(NEAR, { recursive: true })
    folder = await mkdtemp(join(NEAR, '.bundled-'))
    await build({
      entryPoints: { main: join(ROOT, script) },
      outdir: folder,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      packages: 'external',
      sourcemap: true,
      plugins: [ownUrls],
      logLevel: 'warning',
    })
  })
  afterAll(() => rm(folder ?? '', { recursive: true, force: true }))
  return () => ['--enable-source-maps', join(folder ?? '', 'main.mjs')]
}

/** Scripts find files of the repository by their own address, which is that of their source. */
const ownUrls: Plugin = {
  name: 'own-urls',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
      loader: 'ts',
    })),
}
