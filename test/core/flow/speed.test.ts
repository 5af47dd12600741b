import { linkSpeed, type Sample, sampled, sendTimeoutMs, speedOf } from '../../../miniprogram/uploader/core/flow/speed'
import type { Network } from '../../../miniprogram/uploader/core/ports'

const SECOND = 1000
const after = (...samples: Sample[]): Sample[] => samples.reduce((all, one) => sampled(all, one), [] as Sample[])
const on = (type: Network['type']): Network => ({ type, weak: false })

describe('speedOf', () => {
  it('is the average of the last three seconds', () => {
    const samples = after({ at: 0, bytes: 0 }, { at: SECOND, bytes: 100_000 }, { at: 2 * SECOND, bytes: 300_000 })
    expect(speedOf(samples, 2 * SECOND)).toBe(150_000)
  })

  it('sinks while nothing is sent, and is unknown once every sample is too old', () => {
    const samples = after({ at: 0, bytes: 0 }, { at: SECOND, bytes: 100_000 })
    expect(speedOf(samples, 2 * SECOND)).toBe(50_000)
    expect(speedOf(samples, 10 * SECOND)).toBe(0)
  })

  it('is unknown at first', () => {
    expect(speedOf([], 0)).toBe(0)
    expect(speedOf(after({ at: 0, bytes: 0 }, { at: 100, bytes: 1_000_000 }), 100)).toBe(0)
  })

  it('keeps few samples of a link that reports often', () => {
    const many = Array.from({ length: 500 }, (_, index) => ({ at: index * 20, bytes: index * 1000 }))
    const samples = after(...many)
    expect(samples.length).toBeLessThan(20)
    expect(speedOf(samples, 499 * 20)).toBeCloseTo(50_000, -4)
  })

  it('drops the samples that lie in the future after the clock was set back', () => {
    const samples = after({ at: 60 * SECOND, bytes: 0 }, { at: 0, bytes: 10 }, { at: SECOND, bytes: 1010 })
    expect(speedOf(samples, SECOND)).toBe(1000)
  })
})

describe('linkSpeed', () => {
  it('estimates by the kind of link until something was sent', () => {
    const link = linkSpeed()
    const types: Network['type'][] = ['2g', '3g', '4g', '5g']
    const speeds = types.map((type) => link.estimate(on(type)))
    expect(speeds).toEqual([...speeds].sort((a, b) => a - b))
    expect(link.estimate(on('unknown'))).toBe(link.estimate(on('4g')))
    expect([link.known(on('wifi')), link.known({ ...on('wifi'), bytesPerSecond: 9 })]).toEqual([undefined, 9])
  })

  it('then averages what was observed, and weights the latest by half', () => {
    const link = linkSpeed()
    link.observe(1000)
    expect(link.estimate(on('wifi'))).toBe(1000)
    link.observe(2000)
    link.observe(2500)
    expect(link.estimate(on('2g'))).toBe(2000)
    expect(link.known({ ...on('2g'), bytesPerSecond: 9 })).toBe(2000)
  })
})

describe('sendTimeoutMs', () => {
  it('grows with the file, between one minute and ten', () => {
    expect([0, 50 * 1024 * 120, 1e12].map(sendTimeoutMs)).toEqual([60_000, 120_000, 600_000])
  })
})
