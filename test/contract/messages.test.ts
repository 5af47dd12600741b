import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ERRORS, type ErrorCode } from '../../miniprogram/uploader/error-codes'
import { explain, MESSAGES } from '../../miniprogram/uploader/messages/every-platform'
import type { Locale } from '../../miniprogram/uploader/messages/explain'
import { formatBytes } from '../../miniprogram/uploader/messages/format-bytes'
import { explain as explainInWeb } from '../../miniprogram/uploader/messages/of-web'
import { explain as explainInWx } from '../../miniprogram/uploader/messages/of-wx'

const codes = Object.keys(ERRORS) as ErrorCode[]
const locales: Locale[] = ['zh', 'en']

const UPLOADER = fileURLToPath(new URL('../../miniprogram/uploader', import.meta.url))

/** Those that arise in these folders, or come from the backend. */
function codesOf(...folders: string[]): ErrorCode[] {
  const sources = folders.flatMap((folder) =>
    readdirSync(join(UPLOADER, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => readFileSync(join(UPLOADER, folder, path), 'utf8')),
  )
  // Thrown, in the tables that turn others' failures into ours, or in pairs with what tells them.
  const patterns = [/new UploadError\('([\w-]+)'/g, /: '([\w-]+)'/g, /\/, '([\w-]+)'\]/g]
  const named = sources.flatMap((text) =>
    patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, code]) => code)),
  )
  return codes.filter((code) => ERRORS[code].status > 0 || named.includes(code))
}

describe('the words of every error', () => {
  it.each(codes)('%s has a message and a hint in Chinese and in English', (code) => {
    expect(MESSAGES.zh[code].message).toMatch(/\p{Script=Han}/u)
    expect(MESSAGES.en[code].message).toMatch(/^[A-Z][\x20-\x7e—’“”…]+[^.]$/)
    for (const locale of locales) expect(MESSAGES[locale][code].hint).not.toBe('')
  })

  it('speak of the same facts in both languages', () => {
    const facts = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort()
    for (const code of codes) {
      const [zh, en] = [MESSAGES.zh[code], MESSAGES.en[code]]
      expect([code, facts(zh.message + zh.hint)]).toEqual([code, facts(en.message + en.hint)])
    }
  })

  it('show sizes in units and facts in their places', () => {
    const error = { code: 'file-too-large', params: { size: 26_214_400, maxSize: 20 * 1024 ** 2 } } as const
    expect(explain(error, 'zh').message).toBe('文件太大：25 MB，上限 20 MB')
    expect(explain(error, 'en').message).toBe('The file is too large: 25 MB; at most 20 MB')
  })

  it('count the bytes where two sizes would read the same', () => {
    const error = { code: 'file-too-large', params: { size: 20_971_521, maxSize: 20_971_520 } } as const
    expect(explain(error, 'en').message).toBe('The file is too large: 20971521 B; at most 20971520 B')
  })

  it('give way to the sentence that the backend wrote for the user', () => {
    expect(explain({ code: 'forbidden', userMessage: '请先实名' }, 'zh').message).toBe('请先实名')
  })

  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1536, '1.5 KB'],
    [20 * 1024 ** 2, '20 MB'],
    [2 * 1024 ** 3, '2 GB'],
    [5000 * 1024 ** 3, '5000 GB'],
  ])('format %d bytes as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text)
  })
})

describe.each([
  ['web page', explainInWeb, codesOf('core', 'browser'), ['script-missing', 'ticket-expired']],
  [
    'mini-program',
    explainInWx,
    codesOf('core', 'wx', 'sts'),
    ['credentials-failed', 'privacy-refused', 'certificate-invalid'],
  ],
] as const)('a %s', (_, explainThere, arising, own) => {
  it('has words for all that can go wrong there', () => {
    expect(arising).toEqual(expect.arrayContaining([...own]))
    for (const code of arising) {
      for (const locale of locales) expect(explainThere({ code }, locale).message).not.toBe(code)
    }
  })
})

it.each([
  ['web page', explainInWeb, codesOf('core', 'browser'), /微信|手机|wx\.|WeChat|phone/],
  ['mini-program', explainInWx, codesOf('core', 'wx', 'sts'), /浏览器|browser/],
] as const)('a %s speaks of itself alone', (_, explainThere, arising, others) => {
  for (const code of arising) {
    for (const locale of locales) expect(JSON.stringify(explainThere({ code }, locale))).not.toMatch(others)
  }
})
