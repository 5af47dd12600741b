import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readRoutesFile } from '../../../server/routes-file/read-routes-file'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'routes-file-'))
})
afterEach(() => rm(folder, { recursive: true }))

const read = async (name: string, text?: string): Promise<string[]> => {
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

  it.each<[string, string | undefined, string]>([
    ['none.yaml', undefined, 'none.yaml: cannot be read (ENOENT)'],
    ['none.js', undefined, 'none.js: cannot be read (ENOENT)'],
    ['routes.txt', '', 'routes.txt: expected a name that ends with .yaml, .yml, .json, .js, .ts'],
    ['large.yaml', `# ${' '.repeat(1024 ** 2)}`, 'large.yaml: expected at most 1 MB, got 1048578 bytes'],
    ['empty.mjs', '', 'empty.mjs: expected a module with "export const routes = defineRoutes({ … })"'],
    ['wrong.mjs', 'export const routes = { "a b": {} }', 'Route "a b": expected 1 to 32 letters'],
    ['broken.mjs', 'export const', 'broken.mjs: '],
  ])('refuses %s with a sentence', async (name, text, expected) => {
    await expect(read(name, text)).rejects.toThrow(expected)
  })
})
