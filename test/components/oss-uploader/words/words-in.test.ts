import { localeOf } from '../../../../miniprogram/components/oss-uploader/words/words-in'

describe('localeOf', () => {
  it.each([
    ['', 'zh_CN', 'zh'],
    ['', 'zh_TW', 'zh'],
    ['', 'en', 'en'],
    ['', 'ja', 'en'],
    ['', undefined, 'zh'],
    ['en', 'zh_CN', 'en'],
    ['zh', 'en', 'zh'],
  ] as const)('for the property "%s" on a phone that speaks %s is %s', (wanted, language, locale) => {
    expect(localeOf(wanted, language)).toBe(locale)
  })
})
