import { filesAtOnce } from '../../../miniprogram/uploader/core/flow/places'
import type { Network } from '../../../miniprogram/uploader/core/ports'

const KB = 1024
const WIFI: Network = { type: 'wifi', weak: false }

const atOnce = (size: number, network = WIFI, bytesPerSecond = 4096 * KB, parallel?: number): number =>
  filesAtOnce(size, { network, bytesPerSecond }, parallel)

describe('the number of files that are sent at a time', () => {
  it('follows the size of a file: the more it waits for round trips, the more go at once', () => {
    expect([0, 20 * KB, 400 * KB, 8 * KB * KB, 2 * KB * KB * KB].map((size) => atOnce(size))).toEqual([8, 8, 3, 2, 2])
  })

  it('is two on a weak or slow link, whatever the size', () => {
    const slow: [Network, number][] = [
      [{ type: 'wifi', weak: true }, 4096 * KB],
      [{ type: '2g', weak: false }, 4096 * KB],
      [WIFI, 40 * KB],
    ]
    for (const [network, speed] of slow) {
      expect([20 * KB, 400 * KB].map((size) => atOnce(size, network, speed))).toEqual([2, 2])
    }
  })

  it('is what the app has chosen, from one to eight', () => {
    expect([Number.NaN, -1, 0, 0.5, 1, 2.9, 8, 99].map((parallel) => atOnce(20 * KB, WIFI, 1, parallel))).toEqual([
      1, 1, 1, 1, 1, 2, 8, 8,
    ])
  })
})
