import { linkSpeed, sendTimeoutMs } from '../../../miniprogram/uploader/core/flow/speed'
import type { Network } from '../../../miniprogram/uploader/core/ports'

const on = (type: Network['type']): Network => ({ type, weak: false })

describe('linkSpeed', () => {
  it('estimates by the kind of link until something was sent', () => {
    const link = linkSpeed()
    const types: Network['type'][] = ['2g', '3g', '4g', '5g']
    const speeds = types.map((type) => link.estimate(on(type)))
    expect(speeds).toEqual([...speeds].sort((a, b) => a - b))
    expect(link.estimate(on('unknown'))).toBe(link.estimate(on('4g')))
  })

  it('then averages what was observed, and weights the latest by half', () => {
    const link = linkSpeed()
    link.observe(1000)
    expect(link.estimate(on('wifi'))).toBe(1000)
    link.observe(2000)
    link.observe(2500)
    expect(link.estimate(on('2g'))).toBe(2000)
  })
})

describe('sendTimeoutMs', () => {
  it('grows with the file, between one minute and ten', () => {
    expect([0, 50 * 1024 * 120, 1e12].map(sendTimeoutMs)).toEqual([60_000, 120_000, 600_000])
  })
})
