import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { charsetOf } from '../../miniprogram/uploader/formats/charset'

const file = (name: string): Uint8Array =>
  readFileSync(fileURLToPath(new URL(`files/${name}`, import.meta.url))).subarray(0, 4096)

const CHINESE = '会议纪要：今天讨论了预算，张三负责上海的项目，李四负责北京的项目。'

describe('the charset of a text', () => {
  it.each([
    ['utf8.csv', 'utf-8'],
    ['short_zh.txt', 'utf-8'],
    ['utf16le.txt', 'utf-16le'],
    ['gbk.csv', 'gb18030'],
    ['gb18030.txt', 'gb18030'],
    ['ansi.log', undefined],
    ['ascii_then_gbk.csv', 'gb18030'],
  ])('of %s is %s', (name, charset) => {
    expect(charsetOf(file(name))).toBe(charset)
  })

  it.each([
    ['Big5', 'big5', '會議紀要：今天討論了預算，張三負責上海的專案。'],
    ['Shift-JIS', 'shift_jis', 'こんにちは、会議の議事録です。予算について話しました。'],
    ['EUC-JP', 'euc-jp', 'こんにちは、会議の議事録です。予算について話しました。'],
    ['EUC-KR', 'euc-kr', '안녕하세요. 오늘 회의록입니다. 예산에 대해 이야기했습니다.'],
    ['Latin-1', 'latin1', 'Procès-verbal de la réunion du déjeuner à Évry, été 2024'],
  ])('of %s is left open, rather than guessed', (_, encoding, text) => {
    expect(charsetOf(iconv.encode(text, encoding))).toBeUndefined()
  })

  it('is found in Chinese that is cut in the middle of a character', () => {
    const utf8 = Buffer.from(CHINESE)
    const gbk = iconv.encode(CHINESE, 'gb18030')
    for (let cut = 24; cut < utf8.length; cut += 1) expect(charsetOf(utf8.subarray(0, cut))).toBe('utf-8')
    for (let cut = 24; cut < gbk.length; cut += 1) expect(charsetOf(gbk.subarray(0, cut))).toBe('gb18030')
  })

  it('is never utf-8 where a decoder finds a fault', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), (bytes) => {
        fc.pre(charsetOf(bytes) === 'utf-8')
        // The last character may be cut off.
        const whole = bytes.subarray(0, -3)
        expect(() => new TextDecoder('utf-8', { fatal: true }).decode(whole, { stream: true })).not.toThrow()
      }),
    )
  })
})
