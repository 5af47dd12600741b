import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ERRORS, type ErrorCode } from '../../miniprogram/uploader/error-codes'
import { FORMATS } from '../../miniprogram/uploader/formats/table'
import { en as enWeb } from '../../miniprogram/uploader/messages/en/hints/web'
import { en as enWx } from '../../miniprogram/uploader/messages/en/hints/wx'
import { en as enShortWeb } from '../../miniprogram/uploader/messages/en/web'
import { en as enShort } from '../../miniprogram/uploader/messages/en/wx'
import type { Explainable, Language, Locale, Words } from '../../miniprogram/uploader/messages/explain'
import { explain as webWords } from '../../miniprogram/uploader/messages/explain-web'
import { explain as wxWords } from '../../miniprogram/uploader/messages/explain-wx'
import { formatBytes } from '../../miniprogram/uploader/messages/format-bytes'
import { explain, MESSAGES } from '../../miniprogram/uploader/messages/messages'
import { zh as zhWeb } from '../../miniprogram/uploader/messages/zh/hints/web'
import { zh as zhWx } from '../../miniprogram/uploader/messages/zh/hints/wx'
import { zh as zhShortWeb } from '../../miniprogram/uploader/messages/zh/web'
import { zh as zhShort } from '../../miniprogram/uploader/messages/zh/wx'

const codes = Object.keys(ERRORS) as ErrorCode[]
const locales: Locale[] = ['zh', 'en']

const explainInWeb = (error: Explainable, locale: Locale): Words => webWords(error, locale === 'zh' ? zhWeb : enWeb)
const explainInWx = (error: Explainable, locale: Locale): Words => wxWords(error, locale === 'zh' ? zhWx : enWx)

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

  it.each([
    [undefined, '操作太频繁，请稍后再试', 'Too many requests; try again in a moment'],
    [61, '操作太频繁，请 61 秒后再试', 'Too many requests; try again in 61 s'],
    [3600, '操作太频繁，请 60 分钟后再试', 'Too many requests; try again in 60 min'],
    [80_000, '操作太频繁，请 23 小时后再试', 'Too many requests; try again in 23 h'],
  ])('say when to come back if the backend asks for %s s', (retryAfter, zh, en) => {
    const error = { code: 'too-many-requests' as const, ...(retryAfter ? { params: { retryAfter } } : {}) }
    for (const words of [explain, explainInWx, explainInWeb]) {
      expect([words(error, 'zh').message, words(error, 'en').message]).toEqual([zh, en])
    }
  })

  it.each([zhShort, enShort, zhShortWeb, enShortWeb])('are the same without hints', (short) => {
    const [withHints] = [zhWx, enWx, zhWeb, enWeb].filter(({ locale, messages }) =>
      messages.every((table, index) => locale === short.locale && table === short.messages[index]),
    )
    expect(webWords({ code: 'network' }, short)).toEqual({
      message: webWords({ code: 'network' }, withHints as Language).message,
      hint: '',
    })
  })

  it('are replaced by the sentence that the backend wrote for the user', () => {
    expect(explain({ code: 'forbidden', userMessage: '请先实名' }, 'zh').message).toBe('请先实名')
  })
})

describe('the kinds of files in the messages', () => {
  const refusal = (type: string, accept = '*/*') => ({ code: 'type-not-accepted', params: { type, accept } }) as const

  it('have a word in each language for every media type of the table', () => {
    for (const { type } of FORMATS) {
      expect(explain(refusal(type), 'zh').message).toMatch(
        /^不支持这种文件（(\p{Script=Han}+|PDF)），可以上传：任何文件$/u,
      )
      expect(explain(refusal(type), 'en').message).toMatch(/^This .*\([\w ]+\); choose: any file$/)
    }
  })

  it('are each listed once, where a route accepts several types of one kind', () => {
    const error = refusal('text/csv', 'image/*, image/png, audio/*, text/plain, application/pdf')
    expect(explain(error, 'zh').message).toBe('不支持这种文件（表格），可以上传：图片、音频、文本、PDF')
    expect(explainInWx(error, 'en').message).toBe(
      'This kind of file is not accepted (spreadsheet); choose: picture, sound, text, PDF',
    )
    expect(explain(error, 'en').hint).toContain('text/csv')
  })

  it('say what was found in a file that was refused', () => {
    const error = (type: string) => ({ code: 'content-refused', params: { type, declaredType: 'image/jpeg' } }) as const
    expect(explain(error('text/html'), 'zh').message).toBe('文件被拒绝：它自称“图片”，内容却是“网页”')
    expect(explain(error('image/png'), 'zh').message).toBe('文件被拒绝：它自称“image/jpeg”，内容却是“image/png”')
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
