import { readFileSync } from 'node:fs'
import { judgeContent } from '../../../server/content/judge-content'

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'utf8')] : part)))

const file = (name: string): Uint8Array => readFileSync(new URL(`../../formats/files/${name}`, import.meta.url))

const JPEG = bytes([0xff, 0xd8, 0xff, 0xe0, 0, 16], 'JFIF', [0])
const PNG = bytes([0x89], 'PNG\r\n', [0x1a, 0x0a, 0, 0, 0, 13], 'IHDR', Array(13).fill(0) as number[])
const MP4 = bytes([0, 0, 0, 24], 'ftypisom', [0, 0, 2, 0], 'isomiso2')
const HEIC = bytes([0, 0, 0, 24], 'ftypheic', [0, 0, 0, 0], 'mif1heic')
const ZIP = bytes('PK', [3, 4, 20, 0, 0, 0, 0, 0], Array(16).fill(0) as number[], [5, 0, 0, 0], 'a.txt')
const CFB = bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], Array(64).fill(0) as number[])
const ELF = bytes([0x7f], 'ELF', [2, 1, 1, 0])
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

describe('the judgement of a content', () => {
  it.each([
    ['a JPEG', JPEG, 'image/jpeg'],
    ['a PNG', PNG, 'image/png'],
    ['an MP4', MP4, 'video/mp4'],
    ['a HEIC', HEIC, 'image/heic'],
    ['a PDF', bytes('%PDF-1.7\n'), 'application/pdf'],
    ['a PDF behind HTTP headers', file('http.pdf'), 'application/pdf'],
    ['a ZIP', ZIP, 'application/zip'],
    ['a docx that begins like any ZIP', ZIP, DOCX],
    ['a docx with a password, which is a compound file', CFB, DOCX],
    ['an old doc', CFB, 'application/msword'],
    ['an xls that is HTML', bytes('<html><table>'), 'application/vnd.ms-excel'],
    ['text', bytes('你好，世界\n'), 'text/plain'],
    ['text that ends within a character', bytes('你好').slice(0, 5), 'text/plain'],
    ['text in GBK', file('gbk.csv'), 'text/csv'],
    ['text that begins with markup', bytes('<!-- hi -->\n<p>'), 'text/markdown'],
    ['a page, where pages are wanted', bytes('<html>'), 'text/html'],
    ['an SVG, where SVG is wanted', bytes('<svg onload="x">'), 'image/svg+xml'],
    ['unknown content, where that is wanted', bytes([1, 2, 3, 4]), 'application/octet-stream'],
    ['nothing', bytes(), 'application/pdf'],
  ])('accepts %s', (_, head, declared) => {
    expect(judgeContent(head, declared)).toBeUndefined()
  })

  it.each([
    ['a PDF for a picture', bytes('%PDF-1.7\n'), 'image/jpeg', 'application/pdf'],
    ['a PNG for a JPEG', PNG, 'image/jpeg', 'image/png'],
    ['noise for a picture', bytes([1, 2, 3, 4]), 'image/png', 'application/octet-stream'],
    ['noise for a ZIP', bytes([1, 2, 3, 4]), 'application/zip', 'application/octet-stream'],
    ['text for a PDF', bytes('hello'), 'application/pdf', 'text/plain'],
    ['a program for a ZIP', ELF, 'application/zip', 'application/x-elf'],
    ['a program for anything else', ELF, 'application/octet-stream', 'application/x-elf'],
    ['a JPEG for a docx', JPEG, DOCX, 'image/jpeg'],
    ['a JPEG for text', JPEG, 'text/plain', 'image/jpeg'],
    ['binary data for text', bytes('ab', [0, 1, 2], 'c'), 'text/plain', 'application/octet-stream'],
    ['HTML for a ZIP', bytes('<script>alert(1)</script>'), 'application/zip', 'text/html'],
    ['HTML before a PDF', bytes('<html><!--\n%PDF-1.7\n'), 'application/pdf', 'text/html'],
    ['SVG for a picture', bytes('<svg onload="x">'), 'image/png', 'image/svg+xml'],
    ['a program that is a video as well', bytes('MZ', [0x90, 0], 'ftypisom'), 'video/mp4', 'application/x-msdownload'],
    ['a type that the table does not have', JPEG, 'image/x-unheard-of', 'image/jpeg'],
    ['nothing, for a type that the table does not have', bytes(), 'image/x-unheard-of', 'text/plain'],
  ])('refuses %s, and says what it is', (_, head, declared, found) => {
    expect(judgeContent(head, declared)).toBe(found)
  })
})
