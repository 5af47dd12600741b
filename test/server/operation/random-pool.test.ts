import { randomPool } from '../../../server/operation/random-pool'

describe('a pool of random bytes', () => {
  it('returns every byte once, as many as requested, also across its end', () => {
    let next = 0
    const pool = randomPool((count) => Uint8Array.from({ length: count }, () => next++ % 251))
    const seen: number[] = []
    for (let turn = 0; turn < 1000; turn += 1) {
      const bytes = pool(16)
      expect(bytes).toHaveLength(16)
      seen.push(...bytes)
    }
    const expected = Array.from({ length: 16_000 }, (_, index) => index % 251)
    expect(seen).toEqual(expected)
  })

  it('asks the system a few times for a thousand nonces, and once more for a request bigger than the pool', () => {
    const asked: number[] = []
    const pool = randomPool((count) => {
      asked.push(count)
      return new Uint8Array(count)
    })
    for (let turn = 0; turn < 1000; turn += 1) pool(12)
    expect(asked).toEqual([4096, 4096, 4096])
    expect(pool(5000)).toHaveLength(5000)
  })

  it('returns bytes that do not change later', () => {
    const pool = randomPool()
    const first = pool(16)
    const copy = [...first]
    for (let turn = 0; turn < 1000; turn += 1) pool(16)
    expect([...first]).toEqual(copy)
  })
})
