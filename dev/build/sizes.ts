import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { transform } from 'esbuild'

/** One line for each script: as it is, as DevTools minifies it, and that compressed. */
export async function sizeLines(root: string, scripts: string[]): Promise<string[]> {
  return Promise.all(
    scripts.map(async (path) => {
      const text = readFileSync(path, 'utf8')
      const { code } = await transform(text, { minify: true, target: 'es2018', charset: 'utf8' })
      const sizes = [Buffer.byteLength(text), Buffer.byteLength(code), gzipSync(code).length].map(kilobytes)
      return `${relative(root, path)}: ${sizes[0]}, minified ${sizes[1]}, gzipped ${sizes[2]}`
    }),
  )
}

const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`
