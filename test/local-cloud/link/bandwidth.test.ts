import { connect } from 'node:net'
import type { Link } from '../../../dev/local-cloud/link'
import { pour, startTarget } from './ends'
import { withRig } from './rig'
import type { VirtualClock } from './virtual-clock'

const MB = 1_000_000
/** Bytes a second. */
const MBIT = MB / 8

/** Waits until nothing crosses any more, as all buffers are full. Returns the most bytes that the link held. */
async function untilStill(link: Link, clock: VirtualClock): Promise<number> {
  let most = 0
  let still = 0
  for (let crossed = -1; still < 50; crossed = link.stats().bytesUp) {
    await clock.turns()
    most = Math.max(most, link.stats().held)
    still = crossed === link.stats().bytesUp ? still + 1 : 0
  }
  return most
}

describe('The bandwidth of a link', () => {
  it('lets 100 MB cross 20 Mbit/s in 40 seconds, within one per cent', async () => {
    await withRig({ bandwidth: 20 * MBIT }, async ({ link, target, clock, client }) => {
      pour(client().socket, 100 * MB)
      await clock.passUntil(() => target.received[0]?.ended === true)
      expect(target.received[0]?.bytes).toBe(100 * MB)
      expect(Math.abs(clock.now() / 40_000 - 1)).toBeLessThan(0.01)
      expect(link.stats()).toMatchObject({ bytesUp: 100 * MB, bytesDown: 0, connections: 1, held: 0 })
    })
  })

  it('is never exceeded by more than a burst of ten milliseconds', async () => {
    await withRig({ bandwidth: 20 * MBIT }, async ({ link, target, clock, client }) => {
      pour(client().socket, 2 * MB)
      const excess: number[] = []
      while (!target.received[0]?.ended) {
        const before = clock.now()
        await clock.passUntil(() => clock.now() > before || target.received[0]?.ended === true)
        excess.push(link.stats().bytesUp - (clock.now() / 1000) * 20 * MBIT)
      }
      expect(excess.length).toBeGreaterThan(100)
      expect(Math.max(...excess)).toBeLessThanOrEqual(0.01 * 20 * MBIT + 1)
    })
  })

  it('is kept when the process is late', async () => {
    await withRig({ bandwidth: 20 * MBIT }, async ({ target, clock, client }) => {
      clock.lateBy(30)
      pour(client().socket, 5 * MB)
      await clock.passUntil(() => target.received[0]?.ended === true)
      expect(Math.abs(clock.now() / 2000 - 1)).toBeLessThan(0.03)
    })
  })

  it('is available in each direction', async () => {
    await withRig(
      { bandwidth: 20 * MBIT, serve: (socket) => pour(socket, 5 * MB) },
      async ({ target, clock, client }) => {
        const { socket, received, ending } = client()
        pour(socket, 5 * MB)
        await clock.passUntil(() => ending() !== undefined && target.received[0]?.ended === true)
        expect([target.received[0]?.bytes, received().length, ending()]).toEqual([5 * MB, 5 * MB, ''])
        expect(Math.abs(clock.now() / 2000 - 1)).toBeLessThan(0.02)
      },
    )
  })

  it('may differ between the directions', async () => {
    const bandwidth = { up: 10 * MBIT, down: 40 * MBIT }
    await withRig({ bandwidth, serve: (socket) => pour(socket, 4 * MB) }, async ({ target, clock, client }) => {
      const { socket, received } = client()
      await clock.passUntil(() => received().length === 4 * MB)
      const down = clock.now()
      pour(socket, MB)
      await clock.passUntil(() => target.received[0]?.ended === true)
      expect(Math.abs(down / 800 - 1)).toBeLessThan(0.02)
      expect(Math.abs((clock.now() - down) / 800 - 1)).toBeLessThan(0.02)
    })
  })

  it('is shared fairly by all connections, whatever their order and address', async () => {
    await withRig({ bandwidth: 8 * MBIT }, async ({ link, target, clock, client }) => {
      const other = await startTarget()
      const door = await link.open(other.url)
      pour(client().socket, 5 * MB)
      pour(client().socket, 5 * MB)
      await clock.passUntil(() => link.stats().bytesUp > MB)
      pour(client().socket, 5 * MB)
      const guest = connect(door.port, '127.0.0.1')
      pour(guest, 5 * MB)
      const counts = () => [...target.received, ...other.received].map(({ bytes }) => bytes)
      await clock.passUntil(() => counts().length === 4 && counts().every((bytes) => bytes > 0))
      const before = counts()
      await clock.passUntil(() => link.stats().bytesUp > 5 * MB)
      const shares = counts().map((bytes, index) => bytes - (before[index] ?? 0))
      expect(Math.min(...shares) / Math.max(...shares)).toBeGreaterThan(0.97)
      guest.destroy()
      await other.close()
    })
  })

  it('goes to other connections if one cannot use its share', async () => {
    await withRig({ bandwidth: 8 * MBIT, deaf: true }, async ({ link, clock, client }) => {
      const hearing = await startTarget()
      const door = await link.open(hearing.url)
      pour(client().socket, 50 * MB)
      await untilStill(link, clock)
      const before = clock.now()
      const guest = connect(door.port, '127.0.0.1')
      pour(guest, 4 * MB)
      await clock.passUntil(() => hearing.received[0]?.ended === true)
      expect(Math.abs((clock.now() - before) / 4000 - 1)).toBeLessThan(0.02)
      guest.destroy()
      await hearing.close()
    })
  })

  it('can be changed during a transfer', async () => {
    await withRig({ bandwidth: 20 * MBIT }, async ({ link, target, clock, client }) => {
      pour(client().socket, 5 * MB)
      await clock.passUntil(() => link.stats().bytesUp >= 2.5 * MB)
      link.set({ bandwidth: 5 * MBIT })
      await clock.passUntil(() => target.received[0]?.ended === true)
      expect(Math.abs(clock.now() / (1000 + 4000) - 1)).toBeLessThan(0.01)
    })
  })
})

describe('A link without a limit', () => {
  it('lets 1 GB through and holds less than 2 MB of it at any time', async () => {
    await withRig({}, async ({ link, target, clock, client }) => {
      pour(client().socket, 1000 * MB)
      let most = 0
      await clock.passUntil(() => {
        most = Math.max(most, link.stats().held)
        return target.received[0]?.ended === true
      })
      expect(target.received[0]?.bytes).toBe(1000 * MB)
      expect(most).toBeLessThan(2 * MB)
    })
  })
})

describe('A link to a target that does not read', () => {
  it('holds a limited number of bytes and makes the client wait', async () => {
    await withRig({ deaf: true, bandwidth: 1000 * MBIT, latencyMs: 10 }, async ({ link, clock, client }) => {
      const { socket } = client()
      pour(socket, 200 * MB)
      const most = await untilStill(link, clock)
      expect(link.stats().bytesUp).toBeLessThan(100 * MB)
      expect(most).toBeGreaterThan(MB)
      expect(most).toBeLessThan(5 * MB)
    })
  })
})
