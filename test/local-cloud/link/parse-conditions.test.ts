import { parseConditions } from '../../../dev/local-cloud/link'

describe('parseConditions', () => {
  it.each([
    ['20mbit,40ms', { bandwidth: { up: 2_500_000, down: 2_500_000 }, latencyMs: 20 }],
    ['40ms', { latencyMs: 20 }],
    ['8mbit/500kbit', { bandwidth: { up: 62_500, down: 1_000_000 } }],
    [
      '1Gbit, 0.5ms, 2%',
      {
        bandwidth: { up: 125e6, down: 125e6 },
        latencyMs: 0.25,
        loss: { how: 'reset', rate: 0.02, afterBytes: 100_000 },
      },
    ],
  ])('reads %s', (text, conditions) => {
    expect(parseConditions(text)).toEqual(conditions)
  })

  it.each(['', '20', '20mb', 'mbit', '1mbit/2mbit/3mbit', '40ms,', '-1ms'])('refuses %j', (text) => {
    expect(() => parseConditions(text)).toThrow(RangeError)
  })
})
