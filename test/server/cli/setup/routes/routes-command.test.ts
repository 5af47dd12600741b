import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseRoutes } from '../../../../../server/routes-file/parse-routes'
import { run } from '../../run'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'setup-routes-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const setup = (...args: string[]) => run(['setup', 'routes', ...args], { folder })
const written = (name: string): string => readFileSync(join(folder, name), 'utf8')

describe('setup routes', () => {
  it.each(['zh', 'en'])('writes a file that the backend reads, in %s, and its schema for editors', async (language) => {
    const { code, stdout } = await setup('--lang', language)
    expect(code).toBe(0)
    expect(stdout).toContain('npx wx-oss-upload-server serve --routes routes.yaml')
    const text = written('routes.yaml')
    expect(Object.keys(parseRoutes(text, 'routes.yaml'))).toEqual(['photo'])
    const [, schema = ''] = /\$schema=\.\/(\S+)/.exec(text) ?? []
    expect(JSON.parse(written(schema))).toMatchObject({ type: 'object', properties: { routes: {} } })
  })

  it.each(['zh', 'en'])(
    'shows by a comment in %s a route with every other option, which is valid too',
    async (language) => {
      const { stdout } = await setup('--dry-run', '--lang', language)
      const uncommented = stdout.replace(/^ {2}# ( ?)/gm, '  $1').replace(/^( +)# \S.*$/gm, '')
      expect(Object.keys(parseRoutes(uncommented, 'routes.yaml'))).toEqual(['photo', 'report'])
      expect(readdirSync(folder)).toEqual([])
    },
  )

  it('changes no file that exists', async () => {
    writeFileSync(join(folder, 'mine.yaml'), 'mine')
    const { code, stderr } = await setup('--out', 'mine.yaml', '--lang', 'en')
    expect([code, stderr]).toEqual([2, 'mine.yaml: exists, and was not changed. Use --out to name another file.\n'])
    expect(written('mine.yaml')).toBe('mine')
  })
})
