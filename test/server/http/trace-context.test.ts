import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { parseHookSecret } from '../../../server/config/hook-secret'
import { fixedCredentials } from '../../../server/credentials/credentials'
import { readTraceContext } from '../../../server/http/trace-context'
import { defineRoutes, route } from '../../../server/index'
import { ossBucket } from '../../../server/oss/bucket/oss-bucket'
import { config, fixture, identityOf } from '../fixture'
import { SECRET, startReceiver } from '../hooks/receiver'

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'
const SPAN = '00f067aa0ba902b7'
const PARENT = `00-${TRACE}-${SPAN}-01`
const OUTGOING = new RegExp(`^00-${TRACE}-([0-9a-f]{16})-01$`)

const read = (traceparent: string, tracestate?: string) =>
  readTraceContext(new Headers({ traceparent, ...(tracestate !== undefined && { tracestate }) }))

describe('the traceparent of a request', () => {
  it('names its trace, and whether it is recorded', () => {
    expect(read(PARENT)).toEqual({ traceId: TRACE, flags: '01' })
    expect(read(`00-${TRACE}-${SPAN}-00`)).toEqual({ traceId: TRACE, flags: '00' })
    expect(read(PARENT, 'rojo=00f067aa0ba902b7,congo=t61rcWkgMzE')).toMatchObject({
      state: 'rojo=00f067aa0ba902b7,congo=t61rcWkgMzE',
    })
  })

  it('may be of a later version, which may have more', () => {
    expect(read(`cc-${TRACE}-${SPAN}-01`)).toEqual({ traceId: TRACE, flags: '01' })
    expect(read(`cc-${TRACE}-${SPAN}-01-what-the-future-will-be-like`)).toEqual({ traceId: TRACE, flags: '01' })
  })

  it('passes on only the flags that this version knows', () => {
    expect(read(`00-${TRACE}-${SPAN}-ff`)).toMatchObject({ flags: '03' })
  })

  it.each([
    '',
    TRACE,
    `${PARENT}-`,
    `${PARENT}-more`,
    `${PARENT}, ${PARENT}`,
    `ff-${TRACE}-${SPAN}-01`,
    `cc-${TRACE}-${SPAN}-01.more`,
    `00-${'0'.repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    `00-${TRACE.slice(1)}-${SPAN}-01`,
    `00-${TRACE}-${SPAN}-1`,
    `00-${TRACE}-${SPAN}`,
    `0-${TRACE}-${SPAN}-01`,
    `00_${TRACE}_${SPAN}_01`,
  ])('is ignored if it breaks the rules: %j', (traceparent) => {
    expect(read(traceparent)).toBeUndefined()
  })

  it('is ignored whatever single character of it is wrong', () => {
    fc.assert(
      fc.property(fc.nat(PARENT.length - 1), fc.constantFrom('g', 'A', '_', ' ', '.'), (at, wrong) => {
        expect(read(`${PARENT.slice(0, at)}${wrong}${PARENT.slice(at + 1)}x`)).toBeUndefined()
        const changed = PARENT.slice(0, at) + wrong + PARENT.slice(at + 1)
        // A space at the end is no part of a header’s value.
        if (changed.trim() === changed) expect(read(changed)).toBeUndefined()
      }),
    )
  })

  it('counts without a tracestate that is too long', () => {
    expect(read(PARENT, `a=${'b'.repeat(511)}`)).toEqual({ traceId: TRACE, flags: '01' })
  })
})

const photo = { name: 'a.jpg', size: 9, type: 'image/jpeg' }
const routes = defineRoutes({ photo: route({ accept: ['image/jpeg'], maxSize: '5MB' }) })

let close: () => Promise<unknown> = async () => undefined
afterEach(() => close())

/** OSS that is out of order, and notes what it is asked. */
async function brokenOss() {
  const asked: IncomingHttpHeaders[] = []
  const server = createServer((request, response) => {
    asked.push(request.headers)
    response.writeHead(503).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const stop = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { endpoint, asked, stop }
}

async function hooked() {
  const receiver = await startReceiver(() => undefined)
  const oss = await brokenOss()
  close = () => Promise.all([receiver.close(), oss.stop()])
  const bucket = ossBucket(
    { ...config.oss, endpoint: oss.endpoint },
    fixedCredentials({ accessKeyId: 'a', accessKeySecret: 'b' }),
  )
  // The receiver accepts no old messages, so the clock is that of the system.
  const clock = { now: Date.now, identity: identityOf(Date.now) }
  const hooks = { url: receiver.url, secrets: [parseHookSecret(SECRET)] }
  const f = fixture({ routes, bucket, ...clock }, { hooks })
  const { body } = await f.post('/v1/session', { code: 'ann' })
  const ask = (headers: Record<string, string>, size = 9) =>
    f.post(
      '/v1/uploads',
      { route: 'photo', files: [{ ...photo, size, ...(size > 9 && { partSize: 1024 ** 2 }) }] },
      { authorization: `Bearer ${body.token}`, ...headers },
    )
  return { ...f, ask, received: receiver.received, asked: oss.asked }
}

describe('a request with a trace', () => {
  it('has the id of the trace in the log, and hands it on to the hooks, each time with a span id of its own', async () => {
    const { ask, lines, received } = await hooked()
    await ask({ traceparent: PARENT, tracestate: 'congo=t61rcWkgMzE' })
    expect(lines.at(-1)).toMatchObject({ path: '/v1/uploads', status: 200, traceId: TRACE })
    await ask({ traceparent: PARENT, tracestate: 'congo=t61rcWkgMzE' })
    const spans = received.map(({ headers }) => OUTGOING.exec(String(headers.traceparent))?.[1])
    expect(spans).toEqual([expect.any(String), expect.any(String)])
    expect(new Set([SPAN, ...spans]).size).toBe(3)
    expect(received.map(({ headers }) => headers.tracestate)).toEqual(['congo=t61rcWkgMzE', 'congo=t61rcWkgMzE'])
  })

  it('keeps apart the traces of requests that run at the same time', async () => {
    const { ask, received } = await hooked()
    const traces = Array.from({ length: 8 }, (_, index) => `${index + 1}`.repeat(32))
    await Promise.all([...traces.map((trace) => ask({ traceparent: `00-${trace}-${SPAN}-00` })), ask({})])
    const handedOn = received.map(({ headers }) => headers.traceparent?.slice(3, 35))
    expect(handedOn.sort()).toEqual([...traces, undefined])
  })

  it('tells OSS nothing of it', async () => {
    const { ask, received, asked } = await hooked()
    await ask({ traceparent: PARENT }, 3 * 1024 ** 2)
    expect(received.length).toBe(1)
    expect(asked.length).toBeGreaterThan(0)
    for (const headers of asked) expect(headers).not.toHaveProperty('traceparent')
  })
})

describe('a request without a trace, or with a wrong one', () => {
  it.each([{}, { traceparent: `${PARENT}-more` }])('gets none: %j', async (headers) => {
    const { ask, lines, received } = await hooked()
    await ask(headers as Record<string, string>)
    expect(lines.at(-1)).not.toHaveProperty('traceId')
    expect(received.length).toBe(1)
    expect(received[0]?.headers).not.toHaveProperty('traceparent')
  })
})

describe('a page of another origin', () => {
  it('may send a trace', async () => {
    const { app } = fixture({ routes, corsOrigins: ['https://www.example.com'] })
    const headers = { origin: 'https://www.example.com', 'access-control-request-method': 'POST' }
    const answer = await app.fetch(new Request('http://localhost/v1/uploads', { method: 'OPTIONS', headers }))
    expect(answer.headers.get('access-control-allow-headers')).toContain('traceparent')
  })
})
