/** What the pages show in other languages than TypeScript, and what coding agents read. */
import { spawnSync } from 'node:child_process'
import { parseEnv } from 'node:util'
import { parse } from 'yaml'
import { readEnvironment } from '../../server/config/read-environment'
import { run } from '../server/cli/run'
import { codeBlocks, links } from './markdown'
import { pageNames, pageText, textOf } from './page-texts'
import { SETTINGS } from './settings'

const blocks = pageNames('en').flatMap((page) => codeBlocks(pageText(page, 'en')).map((block) => ({ page, ...block })))
const blocksIn = (language: string) => blocks.filter((block) => block.language === language)

describe('the JSON and YAML of the pages', () => {
  it('is valid', () => {
    expect(blocksIn('json').length).toBeGreaterThan(1)
    for (const { text } of blocksIn('json')) expect(JSON.parse(text)).toBeInstanceOf(Object)
    for (const { text } of blocksIn('yaml')) expect(parse(text)).toBeInstanceOf(Object)
  })
})

describe('the commands of the pages', () => {
  const shell = blocksIn('sh')

  it('are read by a shell', () => {
    for (const { text, page } of shell) {
      const { status, stderr } = spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' })
      expect({ page, status, stderr }).toEqual({ page, status: 0, stderr: '' })
    }
  })

  it('name only commands that the package has', async () => {
    const { stdout: usage } = await run(['help'])
    const named = shell.flatMap(({ text }) =>
      [...text.matchAll(/wx-oss-upload-server (setup \w+|\w+)/g)].map(([, command = '']) => command),
    )
    expect(named).toEqual(expect.arrayContaining(['setup env', 'doctor', 'serve']))
    for (const command of named) expect(usage).toMatch(new RegExp(`^${command}\\b`, 'm'))
  })
})

describe('the settings of the pages', () => {
  const settings = blocksIn('sh').filter(({ text }) => /^[A-Z_]+=[^$]*$/.test(text.split('\n')[0] ?? ''))

  it('are accepted by the backend', () => {
    expect(settings.length).toBeGreaterThan(4)
    for (const { text } of settings) {
      const own = parseEnv(text) as Record<string, string>
      expect(readEnvironment({ ...SETTINGS, ...own })).toHaveProperty('port')
    }
  })
})

describe('the languages of the pages', () => {
  it('are those that a test reads', () => {
    const held = ['', 'diff', 'html', 'js', 'json', 'mermaid', 'sh', 'text', 'ts', 'yaml']
    const inSubfolders = (page: string): boolean => page.includes('/')
    expect(blocks.filter(({ page, language }) => !inSubfolders(page) && !held.includes(language))).toEqual([])
  })
})

describe.each(['llms.txt', 'skills/wx-oss-upload/SKILL.md'])('%s, for coding agents', (path) => {
  it('is short', () => {
    expect(textOf(path).split('\n').length).toBeLessThan(80)
  })
})

describe('SKILL.md', () => {
  it('says in its head when to use it', () => {
    const [, head = ''] = /^---\n([\s\S]*?)\n---\n/.exec(textOf('skills/wx-oss-upload/SKILL.md')) ?? []
    const { name, description } = parse(head) as { name: string; description: string }
    expect(name).toBe('wx-oss-upload')
    expect(description.length).toBeLessThan(1024)
  })
})

describe('llms.txt', () => {
  it('names every page that a user of the packages needs', () => {
    const inside = [
      'README',
      'architecture',
      'folders',
      'how-it-works',
      'media-types',
      'performance',
      'optional-endpoints',
    ]
    const needed = pageNames('en').filter((name) => !inside.includes(name) && !name.includes('/'))
    expect(links(textOf('llms.txt'))).toEqual(expect.arrayContaining(needed.map((name) => `docs/${name}.md`)))
  })
})
