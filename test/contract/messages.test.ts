import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ERRORS, type ErrorCode } from '../../miniprogram/uploader/error-codes'
import type { Locale } from '../../miniprogram/uploader/messages/explain'
import { explain as explainInWeb } from '../../miniprogram/uploader/messages/explain-web'
import { explain as explainInWx } from '../../miniprogram/uploader/messages/explain-wx'
import { formatBytes } from '../../miniprogram/uploader/messages/format-bytes'
import { explain, MESSAGES } from '../../miniprogram/uploader/messages/messages'

const codes = Object.keys(ERRORS) as ErrorCode[]
const locales: Locale[] = ['zh', 'en']

const UPLOADER = fileURLToPath(new URL('../../miniprogram/uploader', import.meta.url))

/** The codes that the sources of these folders name, and those of the backend. */
function codesOf(...folders: string[]): ErrorCode[] {
  const sources = folders.flatMap((folder) =>
    readdirSync(join(UPLOADER, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => readFileSync(join(UPLOADER, folder, path), 'utf8')),
  )
  // A code is thrown, is a value of a table of failures, or stands in a pair with the pattern of a failure.
  const patterns = [/new UploadError\('([\w-]+)'/g, /: '([\w-]+)'/g, /\/, '([\w-]+)'\]/g]
  const named = sources.flatMap((text) =>
    patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, code]) => code)),
  )
  return codes.filter((code) => ERRORS[code].status > 0 || named.includes(code))
}

describe('the messages', () => {
  it.each(codes)('have a message and a hint for %s in Chinese and in English', (code) => {
    expect(MESSAGES.zh[code].message).toMatch(/\p{Script=Han}/u)
    expect(MESSAGES.en[code].message).toMatch(/^[A-Z][\x20-\x7e—’“”…]+[^.]$/)
    for (const locale of locales) expect(MESSAGES[locale][code].hint).not.toBe('')
  })

  it('have the same params in both languages', () => {
    const facts = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort()
    for (const code of codes) {
      const [zh, en] = [MESSAGES.zh[code], MESSAGES.en[code]]
      expect([code, facts(zh.message + zh.hint)]).toEqual([code, facts(en.message + en.hint)])
    }
  })

  it('show sizes with units', () => {
    const error = { code: 'file-too-large', params: { size: 26_214_400, maxSize: 20 * 1024 ** 2 } } as const
    expect(explain(error, 'zh').message).toBe('文件太大：25 MB，上限 20 MB')
    expect(explain(error, 'en').message).toBe('The file is too large: 25 MB; at most 20 MB')
  })

  it('show exact bytes where two sizes would be rounded to the same text', () => {
    const error = { code: 'file-too-large', params: { size: 20_971_521, maxSize: 20_971_520 } } as const
    expect(explain(error, 'en').message).toBe('The file is too large: 20971521 B; at most 20971520 B')
  })

  it('are replaced by the sentence that the backend wrote for the user', () => {
    expect(explain({ code: 'forbidden', userMessage: '请先实名' }, 'zh').message).toBe('请先实名')
  })
})

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1536, '1.5 KB'],
    [20 * 1024 ** 2, '20 MB'],
    [2 * 1024 ** 3, '2 GB'],
    [5000 * 1024 ** 3, '5000 GB'],
  ])('formats %d bytes as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text)
  })
})

describe.each([
  [
    'web page',
    explainInWeb,
    codesOf('core', 'browser'),
    ['script-missing', 'ticket-expired'],
    /微信|手机|wx\.|WeChat|phone/,
  ],
  [
    'mini-program',
    explainInWx,
    codesOf('core', 'wx', 'sts'),
    ['credentials-failed', 'privacy-refused', 'certificate-invalid'],
    /浏览器|browser/,
  ],
] as const)('the messages of a %s', (_, explainThere, arising, own, otherPlatform) => {
  it('cover all codes that can arise there', () => {
    expect(arising).toEqual(expect.arrayContaining([...own]))
    for (const code of arising) {
      for (const locale of locales) expect(explainThere({ code }, locale).message).not.toBe(code)
    }
  })

  it('do not mention the other platform', () => {
    for (const code of arising) {
      for (const locale of locales) expect(JSON.stringify(explainThere({ code }, locale))).not.toMatch(otherPlatform)
    }
  })
})
