import { linkSpeed } from '../../../miniprogram/uploader/core/flow/speed'
import type { Network } from '../../../miniprogram/uploader/core/ports'

const on = (type: Network['type']): Network => ({ type, weak: false })

describe('the speed of the link', () => {
  it('is what such links usually do until something was sent', () => {
    const link = linkSpeed()
    const types: Network['type'][] = ['2g', '3g', '4g', '5g']
    const speeds = types.map((type) => link.estimate(on(type)))
    expect(speeds).toEqual([...speeds].sort((a, b) => a - b))
    expect(link.estimate(on('unknown'))).toBe(link.estimate(on('4g')))
  })

  it('is then what was seen, the latest counting half', () => {
    const link = linkSpeed()
    link.observe(1000)
    expect(link.estimate(on('wifi'))).toBe(1000)
    link.observe(2000)
    link.observe(2500)
    expect(link.estimate(on('2g'))).toBe(2000)
  })
})
