/**
 * Detects the media type of a file by its first bytes. The name only decides between types that share a container: a
 * .docx is a ZIP, a .doc is a compound file. Answers `application/octet-stream` if nothing fits.
 */
export function mediaTypeOf(head: Uint8Array, name: string): string {
  const found = SIGNATURES.find(({ at, bytes }) => startsWith(head, bytes, at))
  if (found) return found.refine ? found.refine(head, extensionOf(name)) : found.type
  return looksLikeText(head) ? 'text/plain' : UNKNOWN
}

/** How many of a file's first bytes {@link mediaTypeOf} needs. */
export const HEAD_BYTES = 512

const UNKNOWN = 'application/octet-stream'

interface Signature {
  type: string
  at: number
  bytes: number[]
  refine?: (head: Uint8Array, extension: string) => string
}

const ascii = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0))

const SIGNATURES: Signature[] = [
  { type: 'image/jpeg', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/png', at: 0, bytes: [0x89, ...ascii('PNG\r\n'), 0x1a, 0x0a] },
  { type: 'image/gif', at: 0, bytes: ascii('GIF8') },
  { type: UNKNOWN, at: 0, bytes: ascii('RIFF'), refine: riff },
  { type: UNKNOWN, at: 4, bytes: ascii('ftyp'), refine: isoMedia },
  // QuickTime before 2001 has no ftyp box.
  { type: 'video/quicktime', at: 4, bytes: ascii('moov') },
  { type: 'video/quicktime', at: 4, bytes: ascii('wide') },
  { type: 'application/pdf', at: 0, bytes: ascii('%PDF-') },
  { type: 'application/zip', at: 0, bytes: [...ascii('PK'), 3, 4], refine: byName('application/zip') },
  { type: 'application/zip', at: 0, bytes: [...ascii('PK'), 5, 6] },
  {
    type: 'application/x-cfb',
    at: 0,
    bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
    refine: byName('application/x-cfb'),
  },
]

function riff(head: Uint8Array): string {
  return startsWith(head, ascii('WEBP'), 8) ? 'image/webp' : UNKNOWN
}

/** Reads the brand of an ISO/IEC 14496-12 `ftyp` box: https://mp4ra.org/registered-types/brands */
function isoMedia(head: Uint8Array): string {
  const brand = String.fromCharCode(...head.subarray(8, 12))
  if (/^(heic|heix|heim|heis|hevc|hevx|mif1|msf1)$/.test(brand)) return 'image/heic'
  if (/^avi[fs]$/.test(brand)) return 'image/avif'
  if (brand === 'qt  ') return 'video/quicktime'
  if (/^(M4A|M4B|M4P) $/.test(brand)) return 'audio/mp4'
  return 'video/mp4'
}

/** Office formats by extension, and the container that each must have. */
const OFFICE: Record<string, { container: string; type: string }> = {
  docx: {
    container: 'application/zip',
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
  xlsx: { container: 'application/zip', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  pptx: {
    container: 'application/zip',
    type: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  },
  doc: { container: 'application/x-cfb', type: 'application/msword' },
  xls: { container: 'application/x-cfb', type: 'application/vnd.ms-excel' },
  ppt: { container: 'application/x-cfb', type: 'application/vnd.ms-powerpoint' },
}

function byName(container: string) {
  return (_: Uint8Array, extension: string): string => {
    const office = OFFICE[extension]
    return office?.container === container ? office.type : container
  }
}

function extensionOf(name: string): string {
  return /\.([a-z0-9]+)$/.exec(name.toLowerCase())?.[1] ?? ''
}

function startsWith(head: Uint8Array, bytes: number[], at: number): boolean {
  return bytes.every((byte, index) => head[at + index] === byte)
}

/** Whether these are UTF-8 without NUL and other control characters. The end of the head may cut off a character. */
function looksLikeText(head: Uint8Array): boolean {
  let position = 0
  while (position < head.length) {
    const byte = head[position] as number
    const length = utf8Length(byte)
    if (length === 0 || isControl(byte)) return false
    const tail = head.subarray(position + 1, position + length)
    if (!tail.every((next) => next >> 6 === 0b10)) return false
    position += length
  }
  return head.length > 0
}

/** How many bytes a character has that begins with this byte; 0 if no character does. */
function utf8Length(byte: number): number {
  if (byte < 0x80) return 1
  if (byte < 0xc2 || byte > 0xf4) return 0
  if (byte < 0xe0) return 2
  return byte < 0xf0 ? 3 : 4
}

const isControl = (byte: number): boolean =>
  byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c
