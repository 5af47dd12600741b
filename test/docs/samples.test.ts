import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { compileTemplates } from '../../dev/build/compile-templates'
import { PROPERTIES } from '../../miniprogram/components/oss-uploader/properties'
import { readEnvironment } from '../../server/config/read-environment'
import { isPlaceholder } from '../../server/config/values'
import { compile, type Sources } from './compile'
import { codeBlocks, codeIn, tableFrom } from './markdown'
import { pageNames, pageText, textOf } from './page-texts'
import { run } from './run'
import { SETTINGS } from './settings'

// Both languages have the same code, which pages.test.ts proves.
const blocks = pageNames('en').flatMap((name) => codeBlocks(pageText(name, 'en')))
const blocksIn = (language: string): string[] =>
  blocks.filter((block) => block.language === language).map(({ text }) => text)

/** Each sample begins with the name of its file: `// backend/routes.ts`. */
const samples: Sources = Object.fromEntries(
  blocksIn('ts').map((text) => [/^\/\/ (\S+)\n/.exec(text)?.[1] ?? 'unnamed.ts', text]),
)

/** Web pages and mini-programs are compiled apart, because they have different globals. */
const samplesOutside = (folder: string): Sources =>
  Object.fromEntries(Object.entries(samples).filter(([path]) => !path.startsWith(folder)))

/** What the samples import of an app that is there already. */
const LOGIN: Sources = {
  'backend/login.ts': 'export declare function userOf(authorization: string | null): { id: string } | undefined',
}

/** Copies of a sample with one mistake each. */
function wrongSamples(): Sources {
  const uploads = samples['miniprogram/uploads.ts'] ?? ''
  return {
    'miniprogram/wrong-route.ts': uploads.replace("route: 'photo'", "route: 'photos'"),
    'miniprogram/wrong-file.ts': uploads.replace('outcome.file.url', 'outcome.file.address'),
    'miniprogram/wrong-data.ts': uploads.replace('data.avatar', 'data.portrait'),
  }
}

const isWrong = (error: string): boolean => error.startsWith('miniprogram/wrong-')

/** The compiler reads the types of two platforms, and the sources of both sides. */
const COMPILING_MS = 300_000

describe('the TypeScript of the pages', () => {
  let errors: string[]
  beforeAll(() => {
    errors = compile({ ...samplesOutside('web/'), ...wrongSamples(), ...LOGIN })
  }, COMPILING_MS)

  it('has samples of both sides, each with a file name of its own', () => {
    expect(Object.keys(samples)).toHaveLength(blocksIn('ts').length)
    expect(Object.keys(samples)).toEqual(
      expect.arrayContaining(['miniprogram/uploads.ts', 'backend/routes.ts', 'backend/main.ts']),
    )
    expect(samples).not.toHaveProperty(['unnamed.ts'])
  })

  it(
    'compiles against the sources, with the same strict options',
    () => {
      expect(errors.filter((error) => !isWrong(error))).toEqual([])
      expect(compile({ ...samplesOutside('miniprogram/'), ...LOGIN }, ['lib.dom.d.ts'])).toEqual([])
    },
    COMPILING_MS,
  )

  it('does not compile with a route, a file or data that does not exist', () => {
    expect(errors.filter(isWrong)).toEqual([
      expect.stringMatching(/^miniprogram\/wrong-route\.ts: .*"photos"/),
      expect.stringMatching(/^miniprogram\/wrong-file\.ts: .*'address'/),
      expect.stringMatching(/^miniprogram\/wrong-data\.ts: .*'portrait'/),
    ])
  })
})

describe('resumeUnfinished() of the pages', () => {
  it('resumes every unfinished upload, and returns those that must be picked again', async () => {
    const left = [{ id: 'gone' }, { id: 'there' }, { id: 'refused' }]
    const done: Record<string, () => Promise<object>> = {
      gone: () => Promise.reject({ code: 'file-missing' }),
      there: () => Promise.resolve({}),
      refused: () => Promise.reject({ code: 'forbidden' }),
    }
    const uploader = { unfinished: async () => left, resume: (id: string) => ({ done: done[id]?.() }) }
    const { resumeUnfinished } = run(samples['miniprogram/videos.ts'] ?? '', { './uploads': { uploader } })
    expect(await (resumeUnfinished as () => Promise<object[]>)()).toEqual([{ id: 'gone' }])
  })
})

describe('the template of the pages', () => {
  const [template = ''] = blocksIn('html')

  it('compiles as WXML', () => {
    const folder = mkdtempSync(join(tmpdir(), 'readme-'))
    try {
      writeFileSync(join(folder, 'album.wxml'), template)
      expect(compileTemplates(folder)).toEqual([])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('uses only properties and events that the component has', () => {
    const names = [...template.matchAll(/^ {2}([\w:-]+)=/gm)].map(([, name = '']) => name)
    const properties = names.filter((name) => !name.includes(':'))
    const camel = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
    expect(properties).toContain('uploader')
    expect(Object.keys(PROPERTIES)).toEqual(expect.arrayContaining(properties.map(camel)))
    const events = textOf('miniprogram/components/oss-uploader/events.ts')
    for (const name of names.filter((name) => name.startsWith('bind:'))) {
      expect(events).toMatch(new RegExp(`^ {2}'?${name.slice('bind:'.length)}'?:`, 'm'))
    }
  })
})

describe('.env.example', () => {
  const environment = parseEnv(textOf('.env.example')) as Record<string, string>

  it('has the same names as the table of the configuration', () => {
    const names = tableFrom(pageText('configuration', 'en'), 'OSS_BUCKET').map(([name]) => codeIn(name))
    expect(Object.keys(environment).sort()).toEqual(names.sort())
  })

  it('is rejected unchanged, in one message that names every placeholder and nothing else', () => {
    const placeholders = Object.keys(environment).filter((name) => isPlaceholder(environment[name] ?? ''))
    expect(placeholders).toEqual(expect.arrayContaining(['OSS_BUCKET', 'SESSION_SECRET', 'KEY_SECRET']))
    const lines = rejection(environment).split('\n').slice(1)
    expect(lines).toEqual(expect.arrayContaining(placeholders.map((name) => `  ${name}: is still the placeholder`)))
    expect(new Set(lines.map((line) => line.trim().split(':')[0]))).toEqual(new Set(placeholders))
  })

  it('is accepted when the placeholders are filled in', () => {
    const filledIn = {
      ...SETTINGS,
      WECHAT_APPID: 'wx0123456789abcdef',
      WECHAT_SECRET: '0123456789abcdef0123456789abcdef',
    }
    expect(readEnvironment({ ...environment, ...filledIn })).toMatchObject({
      port: 8080,
      oss: { prefix: 'uploads' },
      identity: { kind: 'wechat' },
      limits: { ticketsPerUserPerHour: 1000 },
    })
  })
})

/** The message with which an environment is rejected; '' if it is accepted. */
function rejection(environment: Record<string, string>): string {
  try {
    readEnvironment(environment)
    return ''
  } catch (error) {
    return (error as Error).message
  }
}
