import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { copyDeclarations } from './declarations'

/** The npm package's part for web pages: one ES module, left readable; the app's own bundler makes it small. */
export async function buildBrowser(root: string, to: string): Promise<void> {
  rmSync(to, { recursive: true, force: true })
  await build({
    entryPoints: [join(root, 'miniprogram/uploader/browser/index.ts')],
    outfile: join(to, 'index.js'),
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2020',
    charset: 'utf8',
    logLevel: 'warning',
  })
  writeFileSync(join(to, 'index.d.ts'), "export * from './uploader/browser/index'\n")
  copyDeclarations(root, 'miniprogram/uploader', join(to, 'uploader'), (path) => !/^(wx|sts)\b/.test(path))
}
