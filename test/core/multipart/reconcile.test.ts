import { type Crc64, EMPTY_CRC64, type PartSum, updateCrc64 } from '../../../miniprogram/uploader/core/crc64/crc64'
import { toDecimal } from '../../../miniprogram/uploader/core/crc64/decimal'
import { pacedCrc64 } from '../../../miniprogram/uploader/core/crc64/paced-crc64'
import { cancellation } from '../../../miniprogram/uploader/core/flow/cancellation'
import { partsOf } from '../../../miniprogram/uploader/core/multipart/plan'
import { reconcileParts } from '../../../miniprogram/uploader/core/multipart/reconcile'
import { wxClock } from '../../../miniprogram/uploader/wx/clock'

const bytes = Uint8Array.from({ length: 35 }, (_, index) => index * 7)
const parts = partsOf(35, 10)
const crcOf = (from: number, to: number): Crc64 => updateCrc64(EMPTY_CRC64, bytes.subarray(from, to))
const [one, two, three, four] = [crcOf(0, 10), crcOf(10, 20), crcOf(20, 30), crcOf(30, 35)]
const held = (number: number, crc: Crc64) => ({ number, crc64: toDecimal(crc) })

async function own(inOss: { number: number; crc64: string }[], sent: [number, PartSum][] = []) {
  const reads: number[] = []
  const file = {
    read: async (position: number, length: number) => {
      reads.push(position)
      return bytes.slice(position, position + length).buffer
    },
    close: async () => {},
  }
  const reading = { file, checksums: pacedCrc64(wxClock) }
  const found = await reconcileParts(inOss, { parts, sent: new Map(sent) }, reading, cancellation().signal)
  return { found: [...found], reads }
}

describe('reconcileParts', () => {
  it('accepts parts whose checksum is that of the bytes sent, without reading the file', async () => {
    expect(
      await own(
        [held(1, one), held(3, three)],
        [
          [1, one],
          [3, three],
        ],
      ),
    ).toEqual({
      found: [
        [1, one],
        [3, three],
      ],
      reads: [],
    })
  })

  it('compares OSS’s own checksum of a part with what OSS holds now, without reading the file', async () => {
    const [first, second] = [{ ...one, byOss: true } as const, { ...two, byOss: true } as const]
    const sent: [number, PartSum][] = [
      [1, first],
      [2, second],
    ]
    expect(await own([held(1, one), held(2, three)], sent)).toEqual({ found: [[1, first]], reads: [] })
  })

  it('compares parts that arrived unnoticed with the file', async () => {
    expect(await own([held(1, one), held(4, four)], [[1, one]])).toEqual({
      found: [
        [1, one],
        [4, four],
      ],
      reads: [30],
    })
  })

  it('rejects parts with other bytes, noticed or not', async () => {
    expect(await own([held(1, two), held(2, one)], [[2, two]])).toEqual({ found: [], reads: [0] })
  })

  it('ignores parts that the file does not have, and invalid checksums', async () => {
    const strange = [
      { number: 5, crc64: '1' },
      { number: 0, crc64: '1' },
      { number: 2, crc64: 'x' },
    ]
    expect(await own(strange)).toEqual({ found: [], reads: [] })
  })
})
