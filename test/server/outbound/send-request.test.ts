import type { RequestListener } from 'node:http'
import { type OutgoingRequest, StaleConnectionError, sendRequest } from '../../../server/outbound/send-request'
import { serveOnLoopback } from '../serve-on-loopback'

const get = (url: string, change: Partial<OutgoingRequest> = {}) =>
  sendRequest({ method: 'GET', url, headers: {}, deadlineMs: 60_000, mostBytes: 100, ...change })

describe('sendRequest', () => {
  it('keeps its connection for the next request', async () => {
    const ports = new Set<number | undefined>()
    const url = await serveOnLoopback(({ socket }, response) => {
      ports.add(socket.remotePort)
      response.end('x')
    })
    for (let count = 0; count < 3; count += 1) await get(url)
    expect(ports.size).toBe(1)
  })

  it('says that a kept connection was closed, and only then', async () => {
    let isClosing = false
    const url = await serveOnLoopback(({ socket }, response) => {
      if (isClosing) socket.destroy()
      else response.end()
    })
    await get(url)
    isClosing = true
    await expect(get(url)).rejects.toBeInstanceOf(StaleConnectionError)
    await expect(get(url)).rejects.toMatchObject({ code: 'ECONNRESET' })
  })

  it('reads only the wanted bytes of a longer body, and closes the connection', async () => {
    let isClosed = false
    const url = await serveOnLoopback((_, response) => {
      response.once('close', () => {
        isClosed = true
      })
      const send = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(64 * 1024, 'a')));
        response.once('drain', send)
      }
      send()
    })
    expect((await get(url, { cutAfter: 5 })).body.toString()).toBe('aaaaa')
    while (!isClosed) await new Promise((resolve) => setTimeout(resolve, 10))
  })

  it('reads an error whole, however few bytes of the object are wanted', async () => {
    const url = await serveOnLoopback((_, response) => response.writeHead(404).end('<Error/>'))
    expect((await get(url, { cutAfter: 2 })).body.toString()).toBe('<Error/>')
  })

  it('rejects a body that ends too early, and a body that is too long', async () => {
    const cut = await serveOnLoopback(({ socket }, response) => {
      response.writeHead(200, { 'content-length': '10' }).write('12345', () => socket.destroy())
    })
    await expect(get(cut)).rejects.toMatchObject({ code: 'ECONNRESET' })
    const long = await serveOnLoopback((_, response) => response.end('x'.repeat(101)))
    await expect(get(long)).rejects.toThrow('at most 100 bytes')
  })

  it.each<[string, RequestListener]>([
    ['does not come', () => undefined],
    ['stops in the middle', (_, response) => void response.writeHead(200, { 'content-length': '10' }).write('1')],
  ])('rejects with a TimeoutError if the answer %s', async (_, handle) => {
    await expect(get(await serveOnLoopback(handle), { deadlineMs: 100 })).rejects.toMatchObject({
      name: 'TimeoutError',
    })
  })

  it('follows no redirect', async () => {
    const url = await serveOnLoopback((_, response) =>
      response.writeHead(302, { location: 'http://localhost:1' }).end(),
    )
    expect((await get(url)).status).toBe(302)
  })
})
