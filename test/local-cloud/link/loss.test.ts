import type { Socket } from 'node:net'
import { pour } from './ends'
import { echo, withRig } from './rig'

const seeded = (seed: number) => () => {
  seed = (seed * 16_807) % 2_147_483_647
  return seed / 2_147_483_647
}

describe('A link that loses connections', () => {
  it('resets one after exactly so many bytes', async () => {
    const loss = { how: 'reset', afterBytes: 300_000 } as const
    await withRig({ loss, bandwidth: 1e6, latencyMs: 10 }, async ({ link, target, clock, client }) => {
      const { socket, ending } = client()
      pour(socket, 1_000_000)
      await clock.passUntil(() => target.received[0]?.error !== '' && ending() !== undefined && link.stats().open === 0)
      expect(target.received[0]).toMatchObject({ bytes: 300_000, ended: false, error: 'ECONNRESET' })
      expect(['ECONNRESET', 'EPIPE']).toContain(ending())
    })
  })

  it('counts the bytes of both directions: an answer can be lost', async () => {
    const loss = { how: 'reset', afterBytes: 1000 } as const
    const serve = (socket: Socket) => socket.once('end', () => socket.end(Buffer.alloc(500)))
    await withRig({ loss, serve }, async ({ target, clock, client }) => {
      const { socket, ending, received } = client()
      socket.end(Buffer.alloc(1000))
      await clock.passUntil(() => ending() !== undefined)
      expect([ending(), received().length, target.received[0]?.bytes]).toEqual(['ECONNRESET', 0, 1000])
    })
  })

  it('loses only a share of the connections', async () => {
    await withRig({ loss: { how: 'reset', rate: 0.25 }, random: seeded(7), serve: echo }, async ({ clock, client }) => {
      const clients = Array.from({ length: 200 }, client)
      for (const { socket } of clients) socket.end('x')
      await clock.passUntil(() => clients.every(({ ending }) => ending() !== undefined))
      const lost = clients.filter(({ ending }) => ending() === 'ECONNRESET').length
      const whole = clients.filter(({ ending, received }) => ending() === '' && received().toString() === 'x').length
      expect(lost + whole).toBe(200)
      expect(lost).toBeGreaterThan(30)
      expect(lost).toBeLessThan(70)
    })
  })

  it('loses so many connections and then no more', async () => {
    await withRig({ loss: { how: 'reset', times: 2 }, serve: echo }, async ({ clock, client }) => {
      const endings: (string | undefined)[] = []
      for (let count = 0; count < 4; count += 1) {
        const { socket, ending } = client()
        socket.end('x')
        await clock.passUntil(() => ending() !== undefined)
        endings.push(ending())
      }
      expect(endings).toEqual(['ECONNRESET', 'ECONNRESET', '', ''])
    })
  })

  it('can stall one instead, without notifying an end', async () => {
    const loss = { how: 'stall', afterBytes: 1500, times: 1 } as const
    await withRig({ loss, serve: echo }, async ({ link, target, clock, client }) => {
      const silent = client()
      silent.socket.end(Buffer.alloc(1000))
      await clock.passUntil(() => silent.received().length === 500)
      const next = client()
      next.socket.end('x')
      await clock.passUntil(() => next.ending() === '')
      expect([silent.received().length, silent.ending(), target.received[0]?.ended]).toEqual([500, undefined, true])
      expect(link.stats().open).toBe(1)
    })
  })

  it('resets all of them once on cutAll', async () => {
    await withRig({ serve: echo }, async ({ link, clock, client }) => {
      const clients = [client(), client()]
      for (const { socket } of clients) socket.write('x')
      await clock.passUntil(() => clients.every(({ received }) => received().length === 1))
      link.cutAll()
      await clock.passUntil(() => clients.every(({ ending }) => ending() === 'ECONNRESET'))
      const next = client()
      next.socket.end('x')
      await clock.passUntil(() => next.ending() === '')
    })
  })
})

describe('A link that goes offline', () => {
  it('resets open and new connections until it is online again', async () => {
    await withRig({ serve: echo }, async ({ link, clock, client }) => {
      const before = client()
      before.socket.write('x')
      await clock.passUntil(() => before.received().length === 1)
      link.set({ offline: true })
      const during = client()
      await clock.passUntil(() => before.ending() !== undefined && during.ending() !== undefined)
      expect([before.ending(), during.ending()]).toEqual(['ECONNRESET', 'ECONNRESET'])
      link.set({ offline: false })
      const after = client()
      after.socket.end('x')
      await clock.passUntil(() => after.ending() === '')
      expect(after.received().toString()).toBe('x')
    })
  })

  it('can stall instead, and continues where it was', async () => {
    await withRig({ bandwidth: 1e6 }, async ({ link, target, clock, client }) => {
      pour(client().socket, 1_000_000)
      await clock.passUntil(() => link.stats().bytesUp > 300_000)
      link.set({ stalled: true })
      const at = link.stats().bytesUp
      for (let count = 0; count < 200; count += 1) await clock.turns()
      expect(link.stats().bytesUp).toBe(at)
      link.set({ stalled: false })
      await clock.passUntil(() => target.received[0]?.ended === true)
      expect(target.received[0]?.bytes).toBe(1_000_000)
    })
  })
})

describe('A link', () => {
  it('forwards the end of one direction while the other continues', async () => {
    const serve = (socket: Socket) => socket.once('end', () => pour(socket, 100_000))
    await withRig({ latencyMs: 5, serve }, async ({ target, clock, client }) => {
      const { socket, received, ending } = client()
      socket.end('ask')
      await clock.passUntil(() => ending() !== undefined)
      expect([target.received[0]?.bytes, received().length, ending()]).toEqual([3, 100_000, ''])
    })
  })

  it('forwards a reset after the bytes that were sent before it', async () => {
    const serve = (socket: Socket) => socket.write('first')
    await withRig({ latencyMs: 5, serve }, async ({ target, clock, client }) => {
      const { received, ending } = client()
      await clock.passUntil(() => received().length > 0)
      target.received[0]?.socket.resetAndDestroy()
      await clock.passUntil(() => ending() !== undefined)
      expect([received().toString(), ending()]).toEqual(['first', 'ECONNRESET'])
    })
  })

  it('resets its client if the target cannot be reached', async () => {
    await withRig({}, async ({ link, target, clock, client }) => {
      await target.close()
      const { ending } = client()
      await clock.passUntil(() => ending() !== undefined)
      expect(ending()).toBe('ECONNRESET')
      expect(link.stats()).toMatchObject({ connections: 1, open: 0 })
    })
  })

  it.each([
    [{ bandwidth: 0 }, 'bandwidth: expected bytes a second above 0, got 0'],
    [{ bandwidth: { up: 1, down: Number.NaN } }, 'bandwidth: expected bytes a second above 0, got NaN'],
    [{ latencyMs: -1 }, 'latencyMs: expected milliseconds from 0, got -1'],
    [{ jitterMs: Number.POSITIVE_INFINITY }, 'jitterMs: expected milliseconds from 0, got Infinity'],
    [{ loss: { how: 'reset', rate: 2 } as const }, 'loss.rate: expected 0 to 1, got 2'],
    [{ loss: { how: 'stall', afterBytes: -1 } as const }, 'loss.afterBytes: expected bytes from 0, got -1'],
  ])('refuses %j', async (changes, message) => {
    await withRig({}, async ({ link }) => {
      expect(() => link.set(changes)).toThrow(new RangeError(message))
    })
  })
})
