import { formatOf } from '../../miniprogram/uploader/formats/format-of'
import { FORMATS } from '../../miniprogram/uploader/formats/table'

describe('formatOf', () => {
  it('knows every media type of the table, and every extension in a name, path, URL and key', () => {
    for (const format of FORMATS) {
      expect(formatOf({ type: format.type, name: 'a.unknown' })).toBe(format)
      for (const extension of format.extensions) {
        expect(formatOf({ name: `合同.${extension.toUpperCase()}` })).toBe(format)
        expect(formatOf({ path: `wxfile://tmp_a.${extension}` })).toBe(format)
        expect(formatOf({ url: `https://files.example.ai/a.${extension}?Expires=1&x=b.jpg#c.png` })).toBe(format)
        expect(formatOf({ key: `u/a#1.${extension}` })).toBe(format)
      }
    }
  })

  it.each([
    ['a media type with parameters', { type: 'Text/CSV; charset=gb18030' }, 'text/csv'],
    ['the type before the name', { type: 'application/pdf', name: 'a.jpg' }, 'application/pdf'],
    ['the name if the type is not in the table', { type: 'image/jpg', name: 'a.jpg' }, 'image/jpeg'],
    ['the URL if the name has no extension', { name: '身份证', url: 'https://x/a.png' }, 'image/png'],
    ['the key if the name has an unknown extension', { name: 'v3.final', key: 'u/a.zip' }, 'application/zip'],
    ['the extension before that which a program put behind it', { name: 'a.pdf (2)' }, 'application/pdf'],
    ['the path of a URL, not its domain', { url: 'https://files.example.ai/a' }, undefined],
    ['a bare domain', { url: 'https://example.ai' }, undefined],
    ['a folder', { key: 'a.zip/b' }, undefined],
    ['nothing', {}, undefined],
  ])('goes by %s', (_, file, type) => {
    expect(formatOf(file)?.type).toBe(type)
  })
})
