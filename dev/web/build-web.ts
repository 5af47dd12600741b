import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { ALI_OSS_PAGES, ALI_OSS_SDK } from './ali-oss-pages'

/** Files by their path on the site. */
export type Assets = Map<string, Uint8Array>

const HERE = fileURLToPath(new URL('.', import.meta.url))

/** The scripts and styles of all pages, and the official bundle of ali-oss. */
export async function buildWeb(): Promise<Assets> {
  const pages = ALI_OSS_PAGES.map(({ name }) => [`ali-oss/${name}`, join(HERE, 'ali-oss/pages', name)])
  const { outputFiles } = await build({
    entryPoints: { web: join(HERE, 'browser/main.ts'), ...Object.fromEntries(pages) },
    outdir: '/',
    chunkNames: '[name]-[hash]',
    bundle: true,
    write: false,
    format: 'esm',
    splitting: true,
    target: 'es2022',
    charset: 'utf8',
    sourcemap: 'linked',
    logLevel: 'silent',
  })
  const assets: Assets = new Map(outputFiles.map(({ path, contents }) => [path.replaceAll('\\', '/'), contents]))
  return assets.set(
    ALI_OSS_SDK,
    await readFile(createRequire(import.meta.url).resolve('ali-oss/dist/aliyun-oss-sdk.min.js')),
  )
}

/** The source that an ali-oss page shows. */
export const readSource = (name: string): Promise<string> => readFile(join(HERE, 'ali-oss', `${name}.ts`), 'utf8')
