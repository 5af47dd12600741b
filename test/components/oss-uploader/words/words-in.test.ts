import { localeOf } from '../../../../miniprogram/components/oss-uploader/words/words'

it.each([
  ['', 'zh_CN', 'zh'],
  ['', 'zh_TW', 'zh'],
  ['', 'en', 'en'],
  ['', 'ja', 'en'],
  ['', undefined, 'zh'],
  ['en', 'zh_CN', 'en'],
  ['zh', 'en', 'zh'],
] as const)('asked for "%s" on a phone that speaks %s: %s', (wanted, language, locale) => {
  expect(localeOf(wanted, language)).toBe(locale)
})
