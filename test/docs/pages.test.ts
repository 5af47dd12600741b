import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { withGenerated } from '../../dev/docs/generated'
import { createCrc64 } from '../../dev/local-cloud/store/crc64'
import { USUAL_PORTS } from '../../dev/stack/ports'
import { ERRORS } from '../../miniprogram/uploader/error-codes'
import { formatBytes } from '../../miniprogram/uploader/messages/format-bytes'
import { sample } from '../main-path/rig'
import { anchorOf, codeBlocks, codeIn, headings, links, tableFrom, tables } from './markdown'
import { LOCALES, pageNames, pagePath, pageText, ROOT, textOf } from './page-texts'

/** The first cell of each table that a test reads. */
const [ENVIRONMENT, ERROR_TABLE, FOLDERS, OPTIONS] = [
  'OSS_BUCKET',
  'bad-request',
  'miniprogram/uploader/contract.ts',
  'accept',
] as const

const NAMES = pageNames('en')

it('has the same pages in both languages', () => {
  expect(pageNames('zh')).toEqual(NAMES)
  expect(NAMES.length).toBeGreaterThan(20)
})

it('has READMEs of two screens', () => {
  for (const locale of LOCALES) expect(pageText('README', locale).split('\n').length).toBeLessThan(150)
})

it('links for coding agents only to files that exist', () => {
  for (const path of ['llms.txt', 'skills/wx-oss-upload/SKILL.md']) {
    const own = links(textOf(path)).filter((target) => !target.startsWith('https://'))
    expect(own.length).toBeGreaterThan(5)
    expect(own.filter((target) => !existsSync(join(ROOT, dirname(path), target)))).toEqual([])
  }
})

describe.each(NAMES)('the page %s in two languages', (name) => {
  const en = pageText(name, 'en')
  const zh = pageText(name, 'zh')

  it('has the same headings, level by level', () => {
    const levels = (page: string): number[] => headings(page).map(({ level }) => level)
    expect(levels(zh)).toEqual(levels(en))
    expect(levels(en).filter((level) => level === 1)).toEqual([1])
  })

  it('has exactly the same code', () => {
    // A drawing has words in it, and no language.
    const code = (page: string) => codeBlocks(page).filter(({ language }) => language !== '')
    expect(code(zh)).toEqual(code(en))
  })

  it('has tables with the same rows', () => {
    const firsts = (page: string): (string | undefined)[][] =>
      tables(page).map((rows) => rows.map(([first]) => codeIn(first)))
    expect(firsts(zh)).toEqual(firsts(en))
  })

  it('has no English paragraph in the Chinese one', () => {
    const prose = zh.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`]*`/g, '')
    const paragraphs = prose
      .split(/\n\s*\n/)
      .filter((text) => /[A-Za-z]{3}/.test(text) && !/^(\[|#|<|!\[|\|)/.test(text))
    for (const paragraph of paragraphs) expect(paragraph).toMatch(/\p{Script=Han}/u)
  })
})

describe.each(LOCALES)('the pages (%s)', (locale) => {
  const names = pageNames(locale)

  it.each(names)('show the present sources: %s (npm run docs -- generate)', (name) => {
    expect(withGenerated(pageText(name, locale), locale)).toBe(pageText(name, locale))
  })

  it.each(names)('link only to pages, headings and files that exist: %s', (name) => {
    const folder = dirname(join(ROOT, pagePath(name, locale)))
    const isThere = (target: string): boolean => {
      const [path = '', anchor] = target.split('#')
      const file = path === '' ? join(ROOT, pagePath(name, locale)) : join(folder, path)
      if (!existsSync(file)) return false
      if (anchor === undefined || statSync(file).isDirectory()) return true
      return headings(textOf(file.slice(ROOT.length)))
        .map(anchorOf)
        .includes(`#${anchor}`)
    }
    const own = links(pageText(name, locale)).filter((target) => !/^(https?:|mailto:)/.test(target))
    expect(own.filter((target) => !isThere(target))).toEqual([])
  })

  it('have their rows for every error, in order', () => {
    const rows = tableFrom(pageText('errors', locale), ERROR_TABLE)
    expect(rows.map(([code]) => codeIn(code))).toEqual(Object.keys(ERRORS))
  })

  it.each(names)('name only scripts that exist: %s', (name) => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> }
    const known = [...Object.keys(scripts), 'ci', 'pack', 'install', 'create']
    const named = [...pageText(name, locale).matchAll(/(?:`|^|&& )npm (?:run )?([a-z:]+)/gm)].map(([, one]) => one)
    expect(named.filter((one) => !known.includes(String(one)))).toEqual([])
  })

  it.each(names)('name only folders and files that exist: %s', (name) => {
    const inText = [...pageText(name, locale).matchAll(/`((?:miniprogram|server|dev|test|bench|examples)\/[\w./-]+)`/g)]
    expect(inText.map(([, path = '']) => path).filter((path) => !existsSync(ROOT + path))).toEqual([])
  })

  it('list the folders', () => {
    const paths = tableFrom(pageText('folders', locale), FOLDERS).map(([path]) => String(codeIn(path)))
    expect(paths).toContain('miniprogram/uploader/contract.ts')
    expect(paths.filter((path) => !existsSync(ROOT + path))).toEqual([])
  })

  it('list every environment variable of the backend', () => {
    const rows = tableFrom(pageText('configuration', locale), ENVIRONMENT)
    const sources = readdirSync(`${ROOT}server/config`).map((name) => textOf(`server/config/${name}`))
    const found = new Set(
      sources.flatMap((text) => [...text.matchAll(/^ {2,4}([A-Z][A-Z_]+): (?!\d|renamed)/gm)].map(([, name]) => name)),
    )
    expect(found).toContain('OSS_BUCKET')
    expect(rows.map(([name]) => codeIn(name)).sort()).toEqual([...found].sort())
  })

  it('list every option of a route', () => {
    const [, options = ''] =
      /interface RouteOptions[^{]*\{([\s\S]*?)^\}/m.exec(textOf('server/define-routes/route-options.ts')) ?? []
    const found = [...options.matchAll(/^ {2}(\w+)\??:/gm)].map(([, name]) => name)
    expect(found).toContain('onStored')
    const rows = tableFrom(pageText('routes', locale), OPTIONS)
    expect(rows.map(([name]) => codeIn(name)).sort()).toEqual(found.sort())
  })

  it('show the sample and the ports that `npm start` prints', async () => {
    const photo = await sample()
    const crc = createCrc64()
    crc.update(photo)
    const blocks = codeBlocks(pageText('quick-start', locale))
    const output = blocks.find(({ language }) => language === 'text')?.text ?? ''
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
