import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compileTemplates } from '../../dev/build/compile-templates'

const SOURCE = fileURLToPath(new URL('../../miniprogram', import.meta.url))
const PAGE = 'pages/upload/upload'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'templates-'))
  cpSync(SOURCE, root, { recursive: true, filter: (path) => !/node_modules|miniprogram_dist/.test(path) })
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

it('finds nothing wrong with the mini-program', () => {
  expect(compileTemplates(root)).toEqual([])
})

it.each([
  ['an element that is not closed', '<view><text>a</text>', /upload\.wxml:1:.*end tag missing/],
  ['a stray else', '<view wx:else />', /upload\.wxml:1/],
  ['a template literal', '<view id="{{`a`}}" />', /upload\.wxml:1/],
])('refuses %s in a template', (_, template, fault) => {
  writeFileSync(join(root, `${PAGE}.wxml`), template)
  expect(compileTemplates(root).join('\n')).toMatch(fault)
})

it('says what `?.` is, and where, but takes a ternary with a decimal', () => {
  writeFileSync(join(root, `${PAGE}.wxml`), '<view />\n<view id="{{file?.url}}" />')
  expect(compileTemplates(root)[0]).toBe(`${PAGE}.wxml:2: \`?.\` does not exist in WXML`)
  writeFileSync(join(root, `${PAGE}.wxml`), '<view style="opacity: {{isDim?.5:1}}" />')
  expect(compileTemplates(root)).toEqual([])
})

it('refuses a stylesheet that is not closed', () => {
  writeFileSync(join(root, `${PAGE}.wxss`), '.page { color: red;')
  expect(compileTemplates(root).join('\n')).toMatch(/upload\.wxss/)
})

it('does not take an empty folder for a clean one', () => {
  rmSync(root, { recursive: true })
  root = mkdtempSync(join(tmpdir(), 'templates-'))
  expect(compileTemplates(root)).toHaveLength(1)
})
