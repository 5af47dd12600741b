import { contradiction } from '../../../server/content/contradiction'

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'utf8')] : part)))

const JPEG = bytes([0xff, 0xd8, 0xff, 0xe0, 0, 16], 'JFIF', [0])
const MP4 = bytes([0, 0, 0, 24], 'ftypisom', [0, 0, 2, 0], 'isomiso2')
const HEIC = bytes([0, 0, 0, 24], 'ftypheic', [0, 0, 0, 0], 'mif1heic')
const ZIP = bytes('PK', [3, 4, 20, 0, 0, 0, 0, 0], Array(16).fill(0) as number[], [5, 0, 0, 0], 'a.txt')
const CFB = bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], Array(64).fill(0) as number[])
const ELF = bytes([0x7f], 'ELF', [2, 1, 1, 0])
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

describe('the content of a file', () => {
  it.each([
    ['a JPEG', JPEG, 'image/jpeg'],
    ['a PNG', bytes([0x89], 'PNG\r\n', [0x1a, 0x0a, 0, 0, 0, 13], 'IHDR', Array(13).fill(0) as number[]), 'image/png'],
    ['an MP4', MP4, 'video/mp4'],
    ['a HEIC', HEIC, 'image/heic'],
    ['a PDF', bytes('%PDF-1.7\n'), 'application/pdf'],
    ['a ZIP', ZIP, 'application/zip'],
    ['a docx that begins like any ZIP', ZIP, DOCX],
    ['an old doc', CFB, 'application/msword'],
    ['text', bytes('你好，世界\n'), 'text/plain'],
    ['text that ends within a character', bytes('你好').slice(0, 5), 'text/plain'],
    ['unknown content of a harmless type', bytes([1, 2, 3, 4]), 'application/zip'],
  ])('agrees with its declaration: %s', async (_, head, declared) => {
    expect(await contradiction(head, declared)).toBeUndefined()
  })

  it.each([
    ['a PDF for a picture', bytes('%PDF-1.7\n'), 'image/jpeg', 'application/pdf'],
    [
      'a PNG for a JPEG',
      bytes([0x89], 'PNG\r\n', [0x1a, 0x0a, 0, 0, 0, 13], 'IHDR', Array(13).fill(0) as number[]),
      'image/jpeg',
      'image/png',
    ],
    ['noise for a picture', bytes([1, 2, 3, 4]), 'image/png', 'unknown'],
    ['noise for a video', bytes([1, 2, 3, 4]), 'video/mp4', 'unknown'],
    ['noise for a PDF', bytes('hello'), 'application/pdf', 'unknown'],
    ['a program for a ZIP', ELF, 'application/zip', 'application/x-elf'],
    ['a JPEG for a docx', JPEG, DOCX, 'image/jpeg'],
    ['a JPEG for text', JPEG, 'text/plain', 'image/jpeg'],
    ['text with a NUL', bytes('ab', [0], 'c'), 'text/plain', 'unknown'],
    ['broken UTF-8 for text', bytes([0x61, 0xc3, 0x28]), 'text/plain', 'unknown'],
    ['HTML for text', bytes('  <!-- hi -->\n<!DOCTYPE html><p>'), 'text/plain', 'text/html'],
    ['HTML for a ZIP', bytes('<script>alert(1)</script>'), 'application/zip', 'text/html'],
    ['HTML after a byte order mark', bytes([0xef, 0xbb, 0xbf], '<html>'), 'text/plain', 'text/html'],
    ['HTML in UTF-16', new Uint8Array(Buffer.from('\ufeff<html>', 'utf16le')), 'text/plain', 'text/html'],
    ['SVG for text', bytes('<?xml version="1.0"?>\n<svg xmlns="x">'), 'text/plain', 'image/svg+xml'],
    ['SVG for a picture', bytes('<svg onload="x">'), 'image/png', 'image/svg+xml'],
  ])('contradicts its declaration: %s', async (_, head, declared, found) => {
    expect(await contradiction(head, declared)).toBe(found)
  })
})
