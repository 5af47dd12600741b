import { request, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { serve } from '@hono/node-server'
import { z } from 'zod'
import { LIMITS } from '../../../miniprogram/uploader/contract'
import { Fault } from '../../../server/faults/fault'
import { readBytes } from '../../../server/http/body-bytes'
import { read } from '../../../server/http/read'
import { fixture } from '../fixture'

const schema = z.strictObject({ text: z.string() })

const requestOf = (body: RequestInit['body'], headers = {}): Request =>
  new Request('http://localhost/', { method: 'POST', body, headers, duplex: 'half' } as RequestInit)

const faultOf = (work: Promise<unknown>): Promise<{ code?: string; issues?: unknown }> =>
  work.then(
    () => ({}),
    (error: unknown) =>
      error instanceof Fault ? { code: error.code, issues: error.params?.issues } : Promise.reject(error),
  )

describe('a body', () => {
  it('is parsed', async () => {
    expect(await read({ request: requestOf('{"text":"照片"}') }, schema)).toEqual({ text: '照片' })
  })

  it.each([
    ['{', 'expected a body of JSON in UTF-8'],
    ['', 'expected a body of JSON in UTF-8'],
    [Uint8Array.of(0x22, 0xff, 0x22), 'expected a body of JSON in UTF-8'],
    ['[]', expect.stringMatching(/object/)],
    ['{"text":1}', expect.stringMatching(/^text: .*string/)],
    ['{"text":"a","more":1}', expect.stringMatching(/more/)],
    ['{"text":"a","__proto__":{}}', expect.stringMatching(/__proto__/)],
  ])('of %j is a bad request, in one line', async (body, issues) => {
    expect(await faultOf(read({ request: requestOf(body) }, schema))).toEqual({ code: 'bad-request', issues })
  })

  it('may have exactly the limit', async () => {
    expect((await readBytes(requestOf('x'.repeat(LIMITS.bodyBytes)))).length).toBe(LIMITS.bodyBytes)
    expect(await faultOf(readBytes(requestOf('x'.repeat(LIMITS.bodyBytes + 1))))).toMatchObject({
      code: 'body-too-large',
    })
  })

  it('without an end is cancelled at the limit', async () => {
    let pulled = 0
    let cancelled = false
    const endless = new ReadableStream({
      pull(controller) {
        pulled += 1
        controller.enqueue(new Uint8Array(1024))
      },
      cancel() {
        cancelled = true
      },
    })
    expect(await faultOf(readBytes(requestOf(endless)))).toMatchObject({ code: 'body-too-large' })
    expect(cancelled).toBe(true)
    expect(pulled * 1024).toBeLessThan(LIMITS.bodyBytes + 4 * 1024)
  })
})

describe('a body over a socket', () => {
  it('that is too slow is cancelled', async () => {
    let cancelled = false
    const slow = new ReadableStream({
      start(controller) {
        controller.enqueue(Uint8Array.of(0x7b))
      },
      cancel() {
        cancelled = true
      },
    })
    expect(await faultOf(readBytes(requestOf(slow), undefined, { timeMs: 20 }))).toEqual({
      code: 'bad-request',
      issues: 'the body took over 0.02 s',
    })
    expect(cancelled).toBe(true)
  })

  it('that is chunked and too large is answered 413', async () => {
    const server = await new Promise<Server>((ready) => {
      const started = serve({ fetch: fixture().app.fetch, port: 0, hostname: '127.0.0.1' }, () =>
        ready(started as Server),
      )
    })
    const { port } = server.address() as AddressInfo
    const status = await new Promise((resolve, reject) => {
      const sent = request(
        { port, host: '127.0.0.1', path: '/v1/session', method: 'POST', agent: false },
        (response) => {
          response.resume()
          resolve(response.statusCode)
        },
      )
      sent.on('error', reject)
      for (let index = 0; index < 80; index += 1) sent.write('x'.repeat(1024))
      sent.end()
    })
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
    expect(status).toBe(413)
  })

  it('that breaks off is a bad request', async () => {
    const broken = new ReadableStream({
      pull(controller) {
        controller.error(new Error('aborted'))
      },
    })
    expect(await faultOf(readBytes(requestOf(broken)))).toEqual({ code: 'bad-request', issues: 'the body broke off' })
  })

  it('to an address with a user is a bad request', async () => {
    const server = await new Promise<Server>((ready) => {
      const started = serve({ fetch: fixture().app.fetch, port: 0, hostname: '127.0.0.1' }, () =>
        ready(started as Server),
      )
    })
    const { port } = server.address() as AddressInfo
    const answer = await new Promise<string>((resolve) => {
      let text = ''
      const socket = connect(port, '127.0.0.1', () =>
        socket.write(
          'POST http://a:b@c/v1/session HTTP/1.1\r\nHost: c\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}',
        ),
      )
      socket.on('data', (chunk) => {
        text += chunk.toString()
      })
      socket.once('close', () => resolve(text))
    })
    await new Promise((closed) => server.close(closed))
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  })
})
