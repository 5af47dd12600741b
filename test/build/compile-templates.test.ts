import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compileTemplates } from '../../dev/build/compile-templates'

const SOURCE = fileURLToPath(new URL('../../miniprogram', import.meta.url))
const PAGE = 'pages/upload/upload'

/** Folders of the mini-program that contain no templates. */
const WITHOUT_TEMPLATES = /^(node_modules|miniprogram_dist|browser_dist|uploader)$/

describe('compileTemplates', () => {
  let root: string
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'templates-'))
    cpSync(SOURCE, root, { recursive: true, filter: (path) => !WITHOUT_TEMPLATES.test(relative(SOURCE, path)) })
  })
  afterEach(() => rmSync(root, { recursive: true, force: true }))

  it('finds no error in the mini-program', () => {
    expect(compileTemplates(root)).toEqual([])
  })

  it.each([
    ['an element that is not closed', '<view><text>a</text>', /upload\.wxml:1:.*end tag missing/],
    ['an else without an if', '<view wx:else />', /upload\.wxml:1/],
    ['a template literal', '<view id="{{`a`}}" />', /upload\.wxml:1/],
  ])('rejects a template with %s', (_, template, error) => {
    writeFileSync(join(root, `${PAGE}.wxml`), template)
    expect(compileTemplates(root).join('\n')).toMatch(error)
  })

  it('names the line of a `?.`, and accepts a ternary with a decimal', () => {
    writeFileSync(join(root, `${PAGE}.wxml`), '<view />\n<view id="{{file?.url}}" />')
    expect(compileTemplates(root)[0]).toBe(`${PAGE}.wxml:2: \`?.\` does not exist in WXML`)
    writeFileSync(join(root, `${PAGE}.wxml`), '<view style="opacity: {{isDim?.5:1}}" />')
    expect(compileTemplates(root)).toEqual([])
  })

  it('rejects a stylesheet with a rule that is not closed', () => {
    writeFileSync(join(root, `${PAGE}.wxss`), '.page { color: red;')
    expect(compileTemplates(root).join('\n')).toMatch(/upload\.wxss/)
  })

  it('rejects an empty folder', () => {
    rmSync(root, { recursive: true })
    root = mkdtempSync(join(tmpdir(), 'templates-'))
    expect(compileTemplates(root)).toHaveLength(1)
  })
})
