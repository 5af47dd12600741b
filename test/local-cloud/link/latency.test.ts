import { echo, withRig } from './rig'

describe('The latency of a link', () => {
  it('adds a round trip to connecting and to each exchange', async () => {
    await withRig({ latencyMs: 20, serve: echo }, async ({ clock, client }) => {
      const { socket, received } = client()
      socket.write('a')
      await clock.passUntil(() => received().length === 1)
      expect(clock.now()).toBe(80)
      socket.write('b')
      await clock.passUntil(() => received().length === 2)
      expect(clock.now()).toBe(120)
    })
  })

  it('does not reduce the bandwidth: many bytes are in flight at once', async () => {
    await withRig({ latencyMs: 200, bandwidth: 2_500_000, serve: echo }, async ({ link, clock, client }) => {
      const { socket, received } = client()
      socket.write(Buffer.alloc(5_000_000))
      let most = 0
      await clock.passUntil(() => {
        most = Math.max(most, link.stats().held)
        return received().length === 5_000_000
      })
      // A round trip to connect, the bytes, and one latency up and one down.
      expect(Math.abs(clock.now() / (400 + 2000 + 400) - 1)).toBeLessThan(0.01)
      expect(most).toBeGreaterThan(500_000)
    })
  })

  it('varies by the jitter, and bytes keep their order', async () => {
    let seed = 1
    const random = () => {
      seed = (seed * 16_807) % 2_147_483_647
      return seed / 2_147_483_647
    }
    await withRig({ latencyMs: 20, jitterMs: 30, random, bandwidth: 1e6, serve: echo }, async ({ clock, client }) => {
      const { socket, received } = client()
      const trips: number[] = []
      for (let count = 0; count < 50; count += 1) {
        const [before, length] = [clock.now(), received().length]
        socket.write('x')
        await clock.passUntil(() => received().length > length)
        if (count > 0) trips.push(clock.now() - before)
      }
      expect(Math.min(...trips)).toBeGreaterThanOrEqual(40)
      expect(Math.max(...trips)).toBeLessThanOrEqual(101)
      expect(Math.max(...trips) - Math.min(...trips)).toBeGreaterThan(20)
      const sent = Buffer.from(Array.from({ length: 200_000 }, (_, index) => index % 251))
      socket.end(sent)
      await clock.passUntil(() => received().length === 50 + sent.length)
      expect(received().subarray(50).equals(sent)).toBe(true)
    })
  })

  it('can be changed, and later bytes do not overtake earlier ones', async () => {
    await withRig({ latencyMs: 100, serve: echo }, async ({ link, clock, client }) => {
      const { socket, received } = client()
      socket.write('a')
      await clock.passUntil(() => link.stats().bytesUp === 1)
      link.set({ latencyMs: 0 })
      socket.end('b')
      await clock.passUntil(() => received().length === 2)
      expect([received().toString(), clock.now()]).toEqual(['ab', 300])
    })
  })
})
