import fc from 'fast-check'
import { HEAD_BYTES } from '../../miniprogram/uploader/formats/head'
import { FORMATS } from '../../miniprogram/uploader/formats/table'

const EXTENSIONS = FORMATS.flatMap(({ extensions }) => extensions)

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0))

const join = (parts: Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]))

/** Names that files have, good and bad. */
export const someName = fc.oneof(
  fc.constantFrom(...EXTENSIONS).map((extension) => `a.${extension}`),
  fc.constantFrom(...EXTENSIONS).map((extension) => `报告.${extension.toUpperCase()}.1 (2)`),
  fc.tuple(fc.constantFrom(...EXTENSIONS), fc.constantFrom(...EXTENSIONS)).map(([one, other]) => `a.${one}.${other}`),
  fc.string({ unit: 'grapheme' }),
)

const noise = fc.uint8Array({ maxLength: 300 })

const text = fc.string({ unit: 'grapheme', maxLength: 200 }).map((one) => new Uint8Array(Buffer.from(one)))

/** One text that the beginning matches: groups are replaced by one of their ways, classes by one of their characters. */
const beginnings = [
  'PK\x03\x04',
  'PK\x05\x06',
  `PK\x03\x04${'\0'.repeat(26)}word/`,
  `PK\x03\x04${'\0'.repeat(40)}PK\x03\x04${'\0'.repeat(26)}xl/`,
  'PK\x03\x04\0\0AndroidManifest.xml',
  '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
  '\xff\xd8\xff\xe0\0\x10JFIF',
  '\x89PNG\r\n\x1a\n',
  'GIF89a',
  'RIFF\x10\0\0\0WEBPVP8 ',
  'RIFF\x10\0\0\0WAVEfmt ',
  'RIFF\x10\0\0\0AVI LIST',
  'BM\x10\0\0\0',
  'II*\0',
  'MM\0*',
  '\x1aE\xdf\xa3\x01\0B\x82\x84webm',
  '\x1aE\xdf\xa3\x01\0B\x82\x88matroska',
  '0&\xb2u\x8e\x66',
  'ID3\x03\0',
  '\xff\xfb\x90',
  '\xff\xf1\x50',
  '#!AMR\n\x3c',
  '\x02#!SILK_V3',
  'OggS\0\x02',
  'fLaC\0\0\0\x22',
  'FORM\0\0\0\x10AIFF',
  'MThd\0\0\0\x06',
  'FLV\x01',
  `G${'\0'.repeat(187)}G`,
  '\0\0\x01\xba',
  '.RMF\0\0\0\x12',
  '%PDF-1.7\n',
  '\r\n%PDF-1.4',
  'HTTP/1.1 200 OK\r\n\r\n%PDF-1.4',
  '{\\rtf1',
  '%!PS-Adobe-3.0',
  'Rar!\x1a\x07',
  '7z\xbc\xaf\x27\x1c',
  '\x1f\x8b\x08',
  'BZh9\x31\x41',
  '\xfd7zXZ\0',
  '\0\0\x01\0\x01',
  'AC1032\0\0',
  'glTF\x02\0\0\0',
  '\0\x01\0\0\0',
  'OTTO\0\x0a',
  'wOFF\0\x01',
  'wOF2\0\x01',
  '8BPS\0\x01',
  'MZ\x90\0',
  '\x7fELF\x02\x01',
  '\xcf\xfa\xed\xfe\x07',
  'dex\n035\0',
  '\0asm\x01\0\0\0',
  '<svg xmlns="http://www.w3.org/2000/svg">',
  '<!DOCTYPE html><html>',
  '<?xml version="1.0"?><note/>',
  '\xef\xbb\xbf名',
  '\xff\xfe<\0h\0',
]

const BRANDS = ['isom', 'mp42', 'qt  ', 'heic', 'heim', 'mif1', 'msf1', 'miaf', 'avif', 'avio', 'avci', 'M4A ', 'F4A ']
const MORE_BRANDS = ['3gp4', '3g2a', 'crx ', 'iso5', 'M4V ', 'dash', 'XXXX', '\0\0\0\0', 'heix', 'hevc', 'avis', 'F4B ']
const BOXES = ['ftyp', 'styp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot', 'meta', 'uuid']

const length = fc.oneof(
  fc.nat(200).map((bytes) => `\0\0\0${String.fromCharCode(bytes)}`),
  fc.nat(0xffffff).map((bytes) => `\x01${String.fromCharCode(bytes >> 16, (bytes >> 8) & 255, bytes & 255)}`),
)

const brand = fc.constantFrom(...BRANDS, ...MORE_BRANDS)

const isoMedia = fc
  .tuple(length, fc.constantFrom(...BOXES), fc.array(brand, { minLength: 1, maxLength: 12 }))
  .map(([size, box, [major, ...rest]]) => `${size}${box}${major}\0\0\0\0${rest.join('')}`)

const twoLetters = fc.tuple(fc.nat(255), fc.nat(255)).map((codes) => String.fromCharCode(...codes))

const begun = fc.oneof(fc.constantFrom(...beginnings), isoMedia, twoLetters).map(bytesOf)

const filling = fc
  .tuple(fc.constantFrom(0, 0x20, 0x61, 0xb0, 0xff), fc.constantFrom(0, 0, 500, HEAD_BYTES - 3, HEAD_BYTES + 2, 9000))
  .map(([byte, count]) => new Uint8Array(count).fill(byte))

/** The bytes of a file of any format, or of none, which may end anywhere. */
export const someFile = fc
  .tuple(fc.array(fc.oneof(begun, noise, text, filling), { maxLength: 4 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([parts, share]) => {
    const whole = join(parts)
    return share > 0.7 ? whole : whole.subarray(0, Math.ceil(whole.length * share))
  })
