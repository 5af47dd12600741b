import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { copyDeclarations } from './declarations'

/** The scripts that a page imports, without `.js`, and their sources. */
const ENTRIES: Readonly<Record<string, string>> = {
  index: 'browser/index',
  hints: 'browser/hints',
  react: 'frameworks/react',
  vue: 'frameworks/vue',
}

/**
 * The npm package's part for web pages: an ES module and the chunks that it loads. They are not minified, since the app's
 * own bundler does that.
 */
export async function buildBrowser(root: string, to: string): Promise<void> {
  rmSync(to, { recursive: true, force: true })
  await build({
    entryPoints: Object.entries(ENTRIES).map(([out, entry]) => ({
      out,
      in: join(root, `miniprogram/uploader/${entry}.ts`),
    })),
    // An app has its own.
    external: ['react', 'vue'],
    outdir: to,
    bundle: true,
    splitting: true,
    chunkNames: '[name]-[hash]',
    format: 'esm',
    platform: 'browser',
    target: 'es2020',
    charset: 'utf8',
    logLevel: 'warning',
  })
  // The other scripts of the package are CommonJS, and Node before 20.19 does not find out by itself.
  writeFileSync(join(to, 'package.json'), '{ "type": "module" }\n')
  for (const [name, entry] of Object.entries(ENTRIES))
    writeFileSync(join(to, `${name}.d.ts`), `export * from './uploader/${entry}.js'\n`)
  copyDeclarations(
    root,
    'miniprogram/uploader',
    join(to, 'uploader'),
    (path) => !/^(wx|sts|oss-v4|form|kits)\b|^messages\/\w+\/(hints\/)?wx\b/.test(path.replace(/\\/g, '/')),
  )
}
