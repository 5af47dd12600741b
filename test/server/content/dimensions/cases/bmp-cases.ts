import { join, le16, le32, type Part } from '../build/bytes'
import type { PictureCase } from './picture-case'

const ROW_BYTES = 40 * 3
const pixels = Buffer.alloc(30 * ROW_BYTES)

const bmp = (headerBytes: number, ...fields: Part[]): Buffer => {
  const header = join(le32(headerBytes), ...fields)
  const padded = join(header, Buffer.alloc(headerBytes - header.length))
  return join('BM', le32(14 + headerBytes + pixels.length), le32(0), le32(14 + headerBytes), padded, pixels)
}

const windows = (width: number, height: number, headerBytes = 40): Buffer =>
  bmp(headerBytes, le32(width), le32(height), le16(1), le16(24))

const files: [name: string, shown: string | undefined, file: Uint8Array][] = [
  ['reads rows from bottom to top', '40x30', windows(40, 30)],
  ['reads rows from top to bottom', '40x30', windows(40, -30)],
  ['reads the header of OS/2 1.x', '40x30', bmp(12, le16(40), le16(30), le16(1), le16(24))],
  ...[16, 64].map(
    (bytes) => [`reads a header of OS/2 2.x of ${bytes} bytes`, '40x30', windows(40, 30, bytes)] as const,
  ),
  ...[52, 56, 108, 124].map(
    (bytes) => [`reads a header of Windows of ${bytes} bytes`, '40x30', windows(40, 30, bytes)] as const,
  ),
  ['says nothing of a negative width', undefined, windows(-40, 30)],
  ['says nothing without width', undefined, windows(0, 30)],
  ['says nothing without height', undefined, windows(40, 0)],
  ['says nothing of a header of another length', undefined, windows(40, 30, 1000)],
].map(([name, shown, file]) => [name, shown, file] as [string, string | undefined, Uint8Array])

export const BMP_CASES: PictureCase[] = [
  ...files.map(([name, shown, file]) => ({ name, shown, file })),
  { name: 'says nothing if the head ends within the size', headBytes: 25, file: windows(40, 30) },
].map((each) => ({ ...each, mediaType: 'image/bmp' }))
