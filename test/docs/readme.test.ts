import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { createCrc64 } from '../../dev/local-cloud/store/crc64'
import { USUAL_PORTS } from '../../dev/stack/ports'
import { ERRORS } from '../../miniprogram/uploader/error-codes'
import { formatBytes } from '../../miniprogram/uploader/messages/format-bytes'
import { sample } from '../main-path/rig'
import { withErrorTable } from './error-table'
import { anchorOf, codeBlocks, codeIn, headings, links, tableFrom, tables } from './markdown'
import { LOCALES, README, ROOT, readme, textOf } from './readme'

/** The first cell of each table that a test reads. */
const [ENVIRONMENT, ERROR_TABLE, FOLDERS, OPTIONS] = [
  'OSS_BUCKET',
  'bad-request',
  'miniprogram/uploader/contract.ts',
  'accept',
] as const

describe('the README in two languages', () => {
  it('has the same headings, level by level', () => {
    const levels = (page: string): number[] => headings(page).map(({ level }) => level)
    expect(levels(readme('zh'))).toEqual(levels(readme('en')))
    expect(levels(readme('en')).filter((level) => level === 1)).toEqual([1])
  })

  it('has exactly the same code', () => {
    expect(codeBlocks(readme('zh'))).toEqual(codeBlocks(readme('en')))
    expect(codeBlocks(readme('en')).length).toBeGreaterThan(5)
  })

  it('has tables with the same rows', () => {
    const firsts = (page: string): (string | undefined)[][] =>
      tables(page).map((rows) => rows.map(([first]) => codeIn(first)))
    expect(firsts(readme('zh'))).toEqual(firsts(readme('en')))
  })

  it('has no English paragraph in the Chinese one', () => {
    const prose = readme('zh')
      .replace(/^```[\s\S]*?^```$/gm, '')
      .replace(/`[^`]*`/g, '')
    const paragraphs = prose.split(/\n\s*\n/).filter((text) => /[A-Za-z]{3}/.test(text) && !/^(\[|#|<!--)/.test(text))
    for (const paragraph of paragraphs) expect(paragraph).toMatch(/\p{Script=Han}/u)
  })
})

describe.each(LOCALES)('the README (%s)', (locale) => {
  it('has a row for every error, in order, with its present message (UPDATE_DOCS=1 writes the rows)', () => {
    if (process.env.UPDATE_DOCS) writeFileSync(README[locale], withErrorTable(readme(locale), locale))
    const rowsOf = (page: string): string[] => page.split('\n').filter((line) => line.startsWith('| `'))
    expect(rowsOf(readme(locale))).toEqual(rowsOf(withErrorTable(readme(locale), locale)))
    expect(tableFrom(readme(locale), ERROR_TABLE).map(([code]) => codeIn(code))).toEqual(Object.keys(ERRORS))
  })

  it('names only scripts that exist', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> }
    const known = [...Object.keys(scripts), 'ci', 'pack', 'install']
    const named = [...readme(locale).matchAll(/(?:`|^|&& )npm (?:run )?([a-z:]+)/gm)].map(([, name]) => name)
    expect(named).toContain('demo')
    expect(named.filter((name) => !known.includes(String(name)))).toEqual([])
  })

  it('names only folders and files that exist', () => {
    const paths = tableFrom(readme(locale), FOLDERS).map(([path]) => String(codeIn(path)))
    expect(paths).toContain('miniprogram/uploader/contract.ts')
    const inText = [...readme(locale).matchAll(/`((?:miniprogram|server|dev|test)\/[\w./-]+)`/g)].map(
      ([, path]) => path,
    )
    expect([...paths, ...inText].filter((path) => !existsSync(ROOT + path))).toEqual([])
  })

  it('links only to headings and files that exist', () => {
    const anchors = headings(readme(locale)).map(anchorOf)
    const exists = (target: string): boolean =>
      target.startsWith('#') ? anchors.includes(target) : existsSync(ROOT + target)
    const own = links(readme(locale)).filter((target) => !target.startsWith('https://'))
    expect(own.filter((target) => !exists(target))).toEqual([])
  })

  it('lists every environment variable of the backend', () => {
    const rows = tableFrom(readme(locale), ENVIRONMENT)
    const sources = readdirSync(`${ROOT}server/config`).map((name) => textOf(`server/config/${name}`))
    const names = new Set(
      sources.flatMap((text) => [...text.matchAll(/^ {2,4}([A-Z][A-Z_]+): (?!\d|renamed)/gm)].map(([, name]) => name)),
    )
    expect(names).toContain('OSS_BUCKET')
    expect(rows.map(([name]) => codeIn(name)).sort()).toEqual([...names].sort())
  })

  it('lists every option of a route', () => {
    const [, options = ''] =
      /interface RouteOptions[^{]*\{([\s\S]*?)^\}/m.exec(textOf('server/define-routes/route-options.ts')) ?? []
    const names = [...options.matchAll(/^ {2}(\w+)\??:/gm)].map(([, name]) => name)
    expect(names).toContain('onStored')
    const rows = tableFrom(readme(locale), OPTIONS)
    expect(rows.map(([name]) => codeIn(name)).sort()).toEqual(names.sort())
  })

  it('shows the sample and the ports that `npm start` prints', async () => {
    const photo = await sample()
    const crc = createCrc64()
    crc.update(photo)
    const output = codeBlocks(readme(locale)).find(({ language }) => language === 'text')?.text ?? ''
    expect(output).toContain(
      `✓ dev/samples/photo.jpg  ${formatBytes(photo.length)}  image/jpeg  crc64 ${crc.decimal()}`,
    )
    expect([...output.matchAll(/^ {2}\S.*localhost:(\d+)$/gm)].map(([, port]) => Number(port))).toEqual([
      USUAL_PORTS.preview,
      USUAL_PORTS.web,
      USUAL_PORTS.backend,
      USUAL_PORTS.oss,
      USUAL_PORTS.services,
    ])
  })
})
