import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { type BuildOptions, build } from 'esbuild'
import { copyDeclarations } from './declarations'

/**
 * The backend as ES modules: `index` and `define-routes` with the public names, `main`, which opens a port, and `cli`.
 * Packages are not bundled.
 */
export async function buildServer(root: string, to: string): Promise<void> {
  rmSync(to, { recursive: true, force: true })
  await bundleServer(root, to)
  // The tree stays as it is: the server's declarations import the shared ones by relative paths.
  copyDeclarations(root, 'server', join(to, 'types/server'), (path) => !/^cli\b/.test(path))
  copyDeclarations(root, 'miniprogram/uploader', join(to, 'types/miniprogram/uploader'), isShared)
}

/** The scripts alone. */
async function bundleServer(root: string, to: string): Promise<void> {
  await build({
    entryPoints: {
      index: join(root, 'server/index.ts'),
      'define-routes': join(root, 'server/define-routes/index.ts'),
      main: join(root, 'server/main.ts'),
      // The script that npx runs.
      cli: join(root, 'server/cli/main.ts'),
    },
    outdir: to,
    ...NODE_PACKAGE,
    sourcemap: true,
  })
}

/** A package for Node as ES modules. Other packages stay outside. */
export const NODE_PACKAGE: BuildOptions = {
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  charset: 'utf8',
  banner: { js: '#!/usr/bin/env node' },
  logLevel: 'warning',
}

/** Whether the backend's declarations import this one of the mini-program's. */
const isShared = (path: string): boolean =>
  /^((contract|error-codes|optional-endpoints)\.d\.ts$|(oss-v4|formats)\b)/.test(path)
