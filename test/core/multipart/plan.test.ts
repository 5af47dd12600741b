import fc from 'fast-check'
import { LIMITS } from '../../../miniprogram/uploader/contract'
import { type Crc64, EMPTY_CRC64, updateCrc64 } from '../../../miniprogram/uploader/core/crc64/crc64'
import { partSizeFor, partsOf, streamedPartSize, wholeCrc64 } from '../../../miniprogram/uploader/core/multipart/plan'
import type { Network } from '../../../miniprogram/uploader/core/ports'

const MB = 1024 ** 2
const GB = 1024 ** 3
const ANY = LIMITS.mostPartBytes
const on = (type: Network['type'], weak = false): Network => ({ type, weak })

describe('partSizeFor', () => {
  it.each([
    ['wifi', false, 4],
    ['5g', false, 4],
    ['4g', false, 2],
    ['unknown', false, 2],
    ['3g', false, 1],
    ['2g', false, 1],
    ['wifi', true, 1],
  ] as const)('on %s (weak: %s) is %i MB', (type, weak, megabytes) => {
    expect(partSizeFor(100 * MB, on(type, weak), ANY)).toBe(megabytes * MB)
  })

  it('grows with the file, so that there are about a thousand parts, up to 10 MB', () => {
    expect(partSizeFor(6 * GB, on('wifi'), ANY)).toBe(7 * MB)
    expect(partSizeFor(90 * GB, on('3g'), ANY)).toBe(10 * MB)
  })

  it('is no larger than the device can send, unless OSS would get too many parts', () => {
    expect(partSizeFor(6 * GB, on('wifi'), 2 * MB)).toBe(2 * MB)
    expect(partSizeFor(100 * MB, on('wifi'), 1)).toBe(MB)
    expect(partSizeFor(40 * GB, on('wifi'), 2 * MB)).toBe(5 * MB)
  })

  it('is accepted by OSS and the backend for every file that they accept', () => {
    const network = fc.record({
      type: fc.constantFrom<Network['type']>('wifi', '5g', '4g', '3g', '2g', 'unknown'),
      weak: fc.boolean(),
    })
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 900 * GB }),
        network,
        fc.integer({ min: 1, max: ANY }),
        (size, link, most) => {
          const partSize = partSizeFor(size, link, most)
          expect(partSize % MB).toBe(0)
          expect(partSize).toBeGreaterThanOrEqual(LIMITS.leastPartBytes)
          expect(partSize).toBeLessThanOrEqual(LIMITS.mostPartBytes)
          expect(Math.ceil(size / partSize)).toBeLessThanOrEqual(LIMITS.partsPerUpload)
        },
      ),
      { seed: 20_260_105 },
    )
  })
})

describe('streamedPartSize', () => {
  it.each([
    ['not known', undefined, 4],
    ['30 KB/s', 30 * 1024, 1],
    ['3 Mbit/s', 3e6 / 8, 2],
    ['10 Mbit/s', 10e6 / 8, 9],
    ['100 Mbit/s', 100e6 / 8, 16],
  ])('on a link whose speed is %s is what it sends in 8 s', (_, speed, megabytes) => {
    expect(streamedPartSize(GB, speed, ANY)).toBe(megabytes * MB)
  })

  it('is an eighth of a small file, so that a reload does not lose most of it', () => {
    expect([100, 24, 2].map((size) => streamedPartSize(size * MB, 1e9, ANY) / MB)).toEqual([13, 3, 1])
  })

  it('is no larger than the device can send, unless OSS would get too many parts', () => {
    expect(streamedPartSize(GB, 1e9, 3 * MB)).toBe(3 * MB)
    expect(streamedPartSize(200 * GB, 1e9, MB)).toBe(21 * MB)
  })
})

describe('partsOf', () => {
  it.each([
    [1, 10, [[1, 0, 1]]],
    [9, 10, [[1, 0, 9]]],
    [10, 10, [[1, 0, 10]]],
    [
      11,
      10,
      [
        [1, 0, 10],
        [2, 10, 1],
      ],
    ],
    [
      30,
      10,
      [
        [1, 0, 10],
        [2, 10, 10],
        [3, 20, 10],
      ],
    ],
  ])('cuts %i bytes into parts of %i, without gap or overlap', (size, partSize, expected) => {
    const parts = partsOf(size, partSize).map(({ number, position, length }) => [number, position, length])
    expect(parts).toEqual(expected)
  })
})

describe('wholeCrc64', () => {
  const bytes = Uint8Array.from({ length: 35 }, (_, index) => index * 7)
  const crcOf = (from: number, to: number): Crc64 => updateCrc64(EMPTY_CRC64, bytes.subarray(from, to))

  it('combines the checksums of all parts, and is undefined if one is unknown', () => {
    const parts = partsOf(35, 10)
    const known = new Map(parts.map(({ number, position, length }) => [number, crcOf(position, position + length)]))
    expect(wholeCrc64(parts, known)).toEqual(crcOf(0, 35))
    known.delete(2)
    expect(wholeCrc64(parts, known)).toBeUndefined()
    expect(wholeCrc64([], known)).toEqual(EMPTY_CRC64)
    const byOss = { ...crcOf(10, 20), byOss: true } as const
    expect(wholeCrc64(parts, new Map([...known, [2, byOss]]))).toBeUndefined()
  })
})
