import { mediaTypeOf } from '../../../miniprogram/uploader/core/file/media-type'

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)))

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const CFB = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

describe('mediaTypeOf', () => {
  it.each([
    ['a JPEG, whatever its name', bytes([0xff, 0xd8, 0xff, 0xdb]), 'a.png', 'image/jpeg'],
    ['a PNG', bytes([0x89], 'PNG\r\n', [0x1a, 0x0a]), 'a', 'image/png'],
    ['a GIF', bytes('GIF89a'), 'a', 'image/gif'],
    ['a WebP', bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8 '), 'a', 'image/webp'],
    ['a WAV', bytes('RIFF', [1, 2, 3, 4], 'WAVEfmt '), 'a', 'application/octet-stream'],
    ['a HEIC', bytes([0, 0, 0, 24], 'ftypheic'), 'a.jpg', 'image/heic'],
    ['an MP4', bytes([0, 0, 0, 24], 'ftypisom'), 'a', 'video/mp4'],
    ['a QuickTime film', bytes([0, 0, 0, 20], 'ftypqt  '), 'a', 'video/quicktime'],
    ['a PDF', bytes('%PDF-1.7'), 'a', 'application/pdf'],
    ['a ZIP', bytes('PK', [3, 4]), 'a.zip', 'application/zip'],
    ['a Word document', bytes('PK', [3, 4]), '报告.DOCX', DOCX],
    ['an old Word document', bytes(CFB), 'a.doc', 'application/msword'],
    ['a compound file named .docx', bytes(CFB), 'a.docx', 'application/x-cfb'],
    ['text', bytes('hello\r\n\tworld'), 'a.txt', 'text/plain'],
    ['Chinese text', new Uint8Array(Buffer.from('你好，世界')), 'a.txt', 'text/plain'],
    ['Chinese text cut in a character', new Uint8Array(Buffer.from('你好').subarray(0, 5)), 'a.txt', 'text/plain'],
    ['a program named .jpg', bytes([0x7f], 'ELF', [2, 1, 1, 0]), 'a.jpg', 'application/octet-stream'],
    ['text with a NUL', bytes('ab', [0], 'c'), 'a.txt', 'application/octet-stream'],
    ['broken UTF-8', bytes([0xc3, 0x28]), 'a.txt', 'application/octet-stream'],
    ['nothing', bytes(), 'a.jpg', 'application/octet-stream'],
  ])('detects %s', (_, head, name, expected) => {
    expect(mediaTypeOf(head, name)).toBe(expected)
  })
})
