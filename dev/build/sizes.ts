import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { transform } from 'esbuild'

/** One line for each script: its size, minified as DevTools does it, and gzipped. */
export async function sizeLines(root: string, scripts: string[]): Promise<string[]> {
  return Promise.all(
    scripts.map(async (path) => {
      const text = readFileSync(path, 'utf8')
      const code = await minified(text)
      const sizes = [Buffer.byteLength(text), Buffer.byteLength(code), gzipSync(code).length].map(kilobytes)
      return `${relative(root, path)}: ${sizes[0]}, minified ${sizes[1]}, gzipped ${sizes[2]}`
    }),
  )
}

/** One line for a folder: what it adds to an app, with its scripts minified. */
export async function folderLine(root: string, folder: string): Promise<string> {
  const parts: Record<string, number> = { js: 0, wxml: 0, wxss: 0, json: 0 }
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const kind = /\.(js|wxml|wxss|json)$/.exec(file)?.[1]
    if (!kind) continue
    const path = join(folder, file)
    const size = kind === 'js' ? Buffer.byteLength(await minified(readFileSync(path, 'utf8'))) : statSync(path).size
    parts[kind] = (parts[kind] ?? 0) + size
  }
  const all = Object.values(parts).reduce((total, size) => total + size, 0)
  const listed = Object.entries(parts).map(([kind, size]) => `${kind} ${kilobytes(size)}`)
  return `${relative(root, folder)}: ${kilobytes(all)} of a package's 2048 KB (${listed.join(', ')})`
}

/** As DevTools minifies it. */
export async function minified(text: string): Promise<string> {
  const { code } = await transform(text, { minify: true, target: 'es2018', charset: 'utf8' })
  return code
}

const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`
