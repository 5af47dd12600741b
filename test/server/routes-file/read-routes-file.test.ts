import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readRoutesFile } from '../../../server/routes-file/read-routes-file'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'routes-file-'))
})
afterEach(() => rm(folder, { recursive: true }))

const read = async (name: string, text?: string | Uint8Array): Promise<string[]> => {
  if (text !== undefined) await writeFile(join(folder, name), text)
  return Object.keys(await readRoutesFile(name, folder))
}

const ROUTES = '{ photo: { accept: ["image/*"], maxSize: "1MB" } }'
const MODULE = `export const routes = { photo: { accept: ['image/*'], minSize: 1, maxSize: 9, maxFiles: 1, visibility: 'private', styles: {} } }`

describe('reading the routes file', () => {
  it.each([
    ['routes.yaml', `routes: ${ROUTES}`],
    ['routes.yml', `routes: ${ROUTES}`],
    ['routes.json', `{ "routes": ${JSON.stringify({ photo: { accept: ['image/*'], maxSize: '1MB' } })} }`],
    ['routes.mjs', MODULE],
  ])('reads %s', async (name, text) => {
    expect(await read(name, text)).toEqual(['photo'])
  })

  it('reads a file with a byte order mark and the line ends of Windows', async () => {
    const text = '\ufeffroutes:\r\n  photo:\r\n    accept: ["image/*"]\r\n    maxSize: 1MB\r\n'
    expect(await read('routes.yaml', text)).toEqual(['photo'])
  })

  it('refuses a folder with a sentence', async () => {
    await mkdir(join(folder, 'folder.yaml'))
    await expect(read('folder.yaml')).rejects.toThrow('folder.yaml: cannot be read (EISDIR)')
  })

  it.each<[string, string | Uint8Array | undefined, string]>([
    ['none.yaml', undefined, 'none.yaml: cannot be read (ENOENT)'],
    ['none.js', undefined, 'none.js: cannot be read (ENOENT)'],
    ['routes.txt', '', 'routes.txt: expected a name that ends with .yaml, .yml, .json, .js, .ts'],
    ['large.yaml', `# ${' '.repeat(1024 ** 2)}`, 'large.yaml: expected at most 1 MB, got 1048578 bytes'],
    ['utf16.yaml', Buffer.from(`\ufeffroutes: ${ROUTES}`, 'utf16le'), 'utf16.yaml: expected UTF-8'],
    ['gbk.yaml', Buffer.from([0x23, 0xd5, 0xd5]), 'gbk.yaml: expected UTF-8'],
    ['empty.mjs', '', 'empty.mjs: expected a module with "export const routes = defineRoutes({ … })"'],
    ['wrong.mjs', 'export const routes = { "a b": {} }', 'Route "a b": expected 1 to 32 letters'],
    ['broken.mjs', 'export const', 'broken.mjs: '],
  ])('refuses %s with a sentence', async (name, text, expected) => {
    await expect(read(name, text)).rejects.toThrow(expected)
  })
})
