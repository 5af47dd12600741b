import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { HEAD_BYTES } from '../../miniprogram/uploader/formats/head'
import { mediaTypeOf } from '../../miniprogram/uploader/formats/media-type'
import { FORMATS } from '../../miniprogram/uploader/formats/table'

const FILES = fileURLToPath(new URL('files', import.meta.url))

const headOf = (name: string): Uint8Array => readFileSync(join(FILES, name)).subarray(0, HEAD_BYTES)

const OFFICE = 'application/vnd.openxmlformats-officedocument'

const EXPECTED: Record<string, string> = {
  'F4A.mp4': 'audio/mp4',
  'a.aac': 'audio/aac',
  'a.flac': 'audio/flac',
  'a.mp3': 'audio/mpeg',
  'a.ogg': 'audio/ogg',
  'a.wav': 'audio/wav',
  'a_mp42.m4a': 'audio/mp4',
  'ansi.log': 'text/plain',
  'app.apk': 'application/vnd.android.package-archive',
  'ascii_then_gbk.csv': 'text/csv',
  'avif_avio.avif': 'image/avif',
  'avif_miaf.avif': 'image/avif',
  'avif_mif1.avif': 'image/avif',
  'base.bmp': 'image/bmp',
  'base.tiff': 'image/tiff',
  'bmw.txt': 'text/plain',
  'bom.pdf': 'application/pdf',
  'comp2.vue': 'text/plain',
  'contact.vcf': 'text/vcard',
  'crx.mp4': 'video/mp4',
  'exif_broken.jpg': 'image/jpeg',
  'export.xls': 'application/vnd.ms-excel',
  'fillbytes.jpg': 'image/jpeg',
  'free_first.mov': 'video/quicktime',
  'gb18030.txt': 'text/plain',
  'gbk.csv': 'text/csv',
  'heic_heim.heic': 'image/heic',
  'heic_miaf.heic': 'image/heic',
  'heif_avci.heif': 'image/heif',
  'http.pdf': 'application/pdf',
  'irot90.heic': 'image/heic',
  'livephoto_mdat_first.mov': 'video/quicktime',
  'macro.xlsm': 'application/vnd.ms-excel.sheet.macroenabled.12',
  'note.xml': 'application/xml',
  'nul_late.log': 'text/plain',
  'o6.jpg': 'image/jpeg',
  'orient_off.jpg': 'image/jpeg',
  'protected.docx': `${OFFICE}.wordprocessingml.document`,
  'r5.rar': 'application/vnd.rar',
  'readme.md': 'text/markdown',
  'readme4.md': 'text/markdown',
  'renamed.doc': 'application/msword',
  'short_zh.txt': 'text/plain',
  'solid.stl': 'model/stl',
  'src.rtf': 'text/rtf',
  'src.wps': 'application/vnd.ms-works',
  't.7z': 'application/x-7z-compressed',
  'utf16le.txt': 'text/plain',
  'utf8.csv': 'text/csv',
  'v.avi': 'video/x-msvideo',
  'v.mkv': 'video/x-matroska',
  'v.webm': 'video/webm',
  'voice.amr': 'audio/amr',
  'xlsx_named.xls': 'application/vnd.ms-excel',
}

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0))

describe('the media type of a real file', () => {
  it('is expected of every file here', () => {
    expect(Object.keys(EXPECTED).sort()).toEqual(readdirSync(FILES).sort())
  })

  it.each(Object.entries(EXPECTED))('is that of %s', (name, type) => {
    expect(mediaTypeOf(headOf(name), name)).toBe(type)
  })

  it.each([
    ['x.docx.1', 'renamed.doc', `${OFFICE}.wordprocessingml.document`],
    ['报告 (2).docx', 'renamed.doc', `${OFFICE}.wordprocessingml.document`],
    ['no-name', 'renamed.doc', `${OFFICE}.wordprocessingml.document`],
    ['table', 'xlsx_named.xls', `${OFFICE}.spreadsheetml.sheet`],
    ['holiday.jpg', 'heic_miaf.heic', 'image/heic'],
    ['harmless.zip', 'app.apk', 'application/vnd.android.package-archive'],
    ['harmless.docx', 'app.apk', 'application/vnd.android.package-archive'],
    ['holiday.mp4', 'avif_miaf.avif', 'image/avif'],
    ['picture.jpg', 'utf8.csv', 'text/plain'],
    ['sound.mp3', 'a.wav', 'audio/wav'],
  ])('%s with the bytes of %s is %s', (name, file, type) => {
    expect(mediaTypeOf(headOf(file), name)).toBe(type)
  })
})

describe('the media type of an empty file', () => {
  it('is that of its name', () => {
    expect(mediaTypeOf(new Uint8Array(), 'a.csv')).toBe('text/csv')
    expect(mediaTypeOf(new Uint8Array(), 'a')).toBe('text/plain')
  })
})

describe('the media type of a note', () => {
  const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index))

  it('is text, whatever two letters it begins with', () => {
    const wrong = printable.flatMap((first) =>
      printable
        .map((second) => `${first}${second} a note\r\nin two lines`)
        .filter((text) => mediaTypeOf(ascii(text), 'note.txt') !== 'text/plain'),
    )
    expect(wrong).toEqual([])
  })

  it('is text, whatever letters of a binary format it begins with', () => {
    const words = [
      'BMW',
      'MZ',
      'GIF8 pictures',
      'ID3 tags',
      'FORM1234AIFF',
      'RIFF1234WAVE',
      'BZh9',
      'OTTO',
      'wOFF',
      'glTF',
    ]
    const more = [
      '#!AMR',
      '#!SILK',
      'FLV',
      'Rar!',
      '7z',
      '8BPS',
      'AC1015',
      'MThd',
      '.RMF',
      'aaaaftypheic',
      'aaaamoov',
      'PK',
    ]
    for (const word of [...words, ...more]) {
      expect(`${word}: ${mediaTypeOf(ascii(`${word} and so on`), 'note.txt')}`).toBe(`${word}: text/plain`)
    }
  })

  it('is text in any text that has no control characters and is no PDF, RTF or PostScript', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }).filter((one) => !/^\s*([{%])/.test(one))
    fc.assert(
      fc.property(text, (one) => {
        const bytes = new TextEncoder().encode(one)
        const controls = bytes.filter((byte) => byte < 32 && ![9, 10, 12, 13].includes(byte)).length
        fc.pre(controls === 0 && !bytes.includes(127))
        expect(mediaTypeOf(bytes, 'note.txt')).toBe('text/plain')
      }),
    )
  })
})

describe('the judgement of a media type', () => {
  it('is one of the table, for any bytes and any name', () => {
    const types = new Set(FORMATS.map(({ type }) => type))
    const name = fc.oneof(
      fc.string(),
      fc.constantFrom(...FORMATS.flatMap(({ extensions }) => extensions)).map((e) => `a.${e}`),
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), name, (head, one) => {
        expect(types).toContain(mediaTypeOf(head, one))
      }),
    )
  })

  it('looks at no byte beyond its window', () => {
    const head = new Uint8Array(HEAD_BYTES).fill(0x20)
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (rest) => {
        expect(mediaTypeOf(Uint8Array.from([...head, ...rest]), 'a.txt')).toBe('text/plain')
      }),
    )
  })
})
