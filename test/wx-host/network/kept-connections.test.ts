import { request, upload } from '../calls'
import { startRawServer } from '../recording-server'
import { until, useWorld } from '../world'

const world = useWorld()

describe('A kept-alive connection', () => {
  it('carries the next call to the same server', async () => {
    const server = await world.server()
    const host = world.host()
    for (let nth = 1; nth <= 12; nth += 1) await request(host, { url: `${server.url}/${nth}`, method: 'PUT' }).done
    expect(server.received.map(({ url }) => url)).toHaveLength(12)
    expect(server.connections()).toBe(1)
    // An idle connection does not count as open.
    expect(host.open().sockets).toBe(0)
  })

  it('is shared only by calls of one API, as requests and uploads use different network stacks', async () => {
    const server = await world.server()
    const host = world.host()
    const filePath = host.temp(await world.file('a', 'a'))
    for (let nth = 1; nth <= 2; nth += 1) {
      await request(host, { url: server.url }).done
      await upload(host, { url: server.url, filePath }).done
    }
    expect(server.connections()).toBe(2)
  })

  it('closes after a call that broke before or during its answer', async () => {
    const server = await world.server()
    const host = world.host()
    await request(host, { url: server.url }).done
    for (const fault of [{ kind: 'cut-send', afterBytes: 1 } as const, { kind: 'cut-answer' } as const]) {
      host.faults.arm(fault)
      expect((await request(host, { url: server.url, method: 'PUT', data: 'abc' }).done).failure).toBeDefined()
    }
    // Longer than the answer: the answer is complete, but the connection breaks anyway.
    host.faults.arm({ kind: 'cut-answer', afterBytes: 1_000_000 })
    expect((await request(host, { url: server.url }).done).failure).toBeDefined()
    expect((await request(host, { url: server.url }).done).result?.statusCode).toBe(200)
    expect(server.connections()).toBe(4)
  })

  it('closes after an abort and after a network outage', async () => {
    let hold = true
    const server = await world.server((response) => {
      if (!hold) response.end()
    })
    const host = world.host()
    const held = request(host, { url: server.url })
    await until(() => server.received.length === 1)
    held.task.abort()
    await held.done
    hold = false
    await request(host, { url: server.url }).done
    expect(server.connections()).toBe(2)
    host.setNetwork('none')
    host.setNetwork('wifi')
    await request(host, { url: server.url }).done
    expect(server.connections()).toBe(3)
  })

  it('closes after an answer that arrived before the whole body was sent', async () => {
    const server = await startRawServer((incoming, response) => {
      if (incoming.method === 'GET') incoming.resume()
      response.end('early')
    })
    world.after(server.close)
    const host = world.host()
    const data = new ArrayBuffer(32 * 1024 * 1024)
    const early = await request(host, { url: server.url, method: 'PUT', data }).done
    expect(early.result?.data).toBe('early')
    expect((await request(host, { url: server.url }).done).result?.data).toBe('early')
    expect(server.connections()).toBe(2)
  })
})
