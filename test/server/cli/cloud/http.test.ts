import type { RequestListener } from 'node:http'
import { createHttp } from '../../../../server/cli/cloud/http'
import { serveOnLoopback } from '../../serve-on-loopback'

describe('createHttp', () => {
  it('sends a request, and returns the whole answer', async () => {
    const url = await serveOnLoopback((request, response) => {
      response.writeHead(404, { 'X-Method': request.method })
      request.pipe(response)
    })
    const { status, headers, body } = await createHttp()({ method: 'PUT', url, body: '照片' })
    expect([status, headers['x-method'], body.toString()]).toEqual([404, 'PUT', '照片'])
  })

  it.each<[string, RequestListener]>([
    ['does not come', () => {}],
    ['stops in the middle', (_, response) => void response.writeHead(200, { 'content-length': '10' }).write('12345')],
  ])('rejects with a TimeoutError if the answer %s', async (_, handle) => {
    const answer = createHttp({ timeoutMs: 100 })({ method: 'GET', url: await serveOnLoopback(handle) })
    await expect(answer).rejects.toMatchObject({ name: 'TimeoutError' })
  })

  it('rejects an answer without end, and closes the connection', async () => {
    let isClosed = false
    const url = await serveOnLoopback((_, response) => {
      response.once('close', () => {
        isClosed = true
      })
      const send = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(64 * 1024)));
        response.once('drain', send)
      }
      send()
    })
    await expect(createHttp()({ method: 'GET', url })).rejects.toThrow('expected an answer of at most 16777216 bytes')
    while (!isClosed) await new Promise((resolve) => setTimeout(resolve, 10))
  })

  it('rejects with the code of the error if there is no connection', async () => {
    const answer = createHttp()({ method: 'GET', url: 'http://localhost:1' })
    await expect(answer).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  it('rejects with ECONNRESET if the server closes the connection', async () => {
    const url = await serveOnLoopback(({ socket }) => void socket.destroy())
    await expect(createHttp()({ method: 'GET', url })).rejects.toMatchObject({ code: 'ECONNRESET' })
  })
})
