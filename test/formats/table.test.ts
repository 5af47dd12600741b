import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { FORMATS } from '../../miniprogram/uploader/formats/table'

const FORMATS_FOLDER = fileURLToPath(new URL('../../miniprogram/uploader/formats', import.meta.url))

describe('the table of formats', () => {
  it('has at least 120 media types, each once and in the form that a ticket takes', () => {
    const types = FORMATS.map(({ type }) => type)
    expect(types.length).toBeGreaterThanOrEqual(120)
    expect(new Set(types).size).toBe(types.length)
    expect(types.filter((type) => !/^[a-z0-9][a-z0-9.+_-]*\/[a-z0-9][a-z0-9.+_-]*$/.test(type))).toEqual([])
  })

  it('gives each extension to one format', () => {
    const extensions = FORMATS.flatMap((format) => format.extensions)
    expect(extensions.filter((one, index) => extensions.indexOf(one) !== index)).toEqual([])
    expect(extensions.filter((one) => !/^[a-z0-9]{1,8}$/.test(one))).toEqual([])
  })

  it('has a beginning for each format, which compiles', () => {
    for (const { type, beginning, ifNamed } of FORMATS) {
      expect(`${type}: ${beginning}${ifNamed}`).not.toBe(`${type}: `)
      expect(() => new RegExp(`^(${beginning})|^(${ifNamed})`, 's')).not.toThrow()
    }
  })
})

describe('the table and the judgement of formats', () => {
  it('add no more than 2.5 KB, compressed, to a mini-program', async () => {
    const { outputFiles } = await build({
      stdin: { contents: `export { mediaTypeOf } from './media-type'`, resolveDir: FORMATS_FOLDER },
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2018',
      charset: 'utf8',
      write: false,
    })
    expect(gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length).toBeLessThanOrEqual(2.5 * 1024)
  })
})
