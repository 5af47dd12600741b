import fc from 'fast-check'
import { LIMITS } from '../../../miniprogram/uploader/contract'
import { partSizeFor } from '../../../miniprogram/uploader/core/multipart/plan'
import type { Network } from '../../../miniprogram/uploader/core/ports'

const MB = 1024 ** 2
const GB = 1024 ** 3
const ANY = LIMITS.mostPartBytes
const on = (type: Network['type'], weak = false): Network => ({ type, weak })

describe('the size of a part', () => {
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

  it('grows with the file, so that there are about a thousand, to 10 MB', () => {
    expect(partSizeFor(6 * GB, on('wifi'), ANY)).toBe(7 * MB)
    expect(partSizeFor(90 * GB, on('3g'), ANY)).toBe(10 * MB)
  })

  it('is no larger than the device has shown to bear, but where OSS would get too many', () => {
    expect(partSizeFor(6 * GB, on('wifi'), 2 * MB)).toBe(2 * MB)
    expect(partSizeFor(100 * MB, on('wifi'), 1)).toBe(MB)
    expect(partSizeFor(40 * GB, on('wifi'), 2 * MB)).toBe(5 * MB)
  })

  it('is one that OSS and the backend take, for every file that they take', () => {
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
