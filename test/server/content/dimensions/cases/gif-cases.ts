import { join, le16, type Part } from '../build/bytes'
import type { PictureCase } from './picture-case'

/** A frame of 2 colors. Its codes never get longer than 3 bits, because a clear code stands before each two pixels. */
function frame(left: number, top: number, width: number, height: number): Buffer {
  const CLEAR = 4
  const END = 5
  const codes = Array.from({ length: width * height }, (_, i) => (i % 2 === 0 ? [CLEAR, 0] : [1])).flat()
  const bits = [...codes, END].flatMap((code) => [code & 1, (code >> 1) & 1, code >> 2])
  const bytes = Array.from({ length: Math.ceil(bits.length / 8) }, (_, i) =>
    bits.slice(i * 8, i * 8 + 8).reduce((byte, bit, at) => byte | (bit << at), 0),
  )
  const blocks = Array.from({ length: Math.ceil(bytes.length / 255) }, (_, i) => bytes.slice(i * 255, i * 255 + 255))
  return join(
    [0x2c],
    ...[left, top, width, height].map(le16),
    [0, 2],
    ...blocks.flatMap((block) => [[block.length], block]),
    [0],
  )
}

const COLORS = [0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 0, 255]
const gif = (width: number, height: number, ...parts: Part[]): Buffer =>
  join('GIF89a', le16(width), le16(height), [0x81, 0, 0], COLORS, ...parts, [0x3b])

const delay = [0x21, 0xf9, 4, 0, 10, 0, 0, 0]
const comment = (length: number): Buffer => join([0x21, 0xfe, length], 'x'.repeat(length), [0])
const whole = gif(40, 30, frame(0, 0, 40, 30))

const files: [name: string, shown: string | undefined, file: Uint8Array][] = [
  ['reads the logical screen', '40x30', whole],
  ['keeps the screen if the frame is smaller', '40x30', gif(40, 30, frame(5, 5, 10, 10))],
  ['extends the screen to the first frame', '40x30', gif(20, 10, frame(0, 0, 40, 30))],
  ['extends either side alone', '40x30', gif(20, 30, frame(0, 0, 40, 10))],
  ['extends the screen to where the first frame ends', '50x40', gif(40, 30, frame(10, 10, 40, 30))],
  ['replaces a screen of size 0', '40x30', gif(0, 0, frame(0, 0, 40, 30))],
  [
    'ignores that later frames are larger',
    '20x10',
    gif(20, 10, delay, frame(0, 0, 20, 10), delay, frame(0, 0, 40, 30)),
  ],
  ['finds the first frame behind extensions', '40x30', gif(20, 10, comment(200), delay, frame(0, 0, 40, 30))],
  ['says nothing without a frame', undefined, gif(40, 30)],
]

const heads: [name: string, headBytes: number, file: Uint8Array][] = [
  ['says nothing if the head ends before the first frame', 10 + 3 + COLORS.length, whole],
  ['says nothing if the head ends within the descriptor of the first frame', 10 + 3 + COLORS.length + 8, whole],
]

export const GIF_CASES: PictureCase[] = [
  ...files.map(([name, shown, file]) => ({ name, shown, file })),
  ...heads.map(([name, headBytes, file]) => ({ name, headBytes, file })),
].map((each) => ({ ...each, mediaType: 'image/gif' }))
