import type { Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { Fault } from '../../../server/faults/fault'
import { type BodyBounds, readBytes } from '../../../server/http/body-bytes'

type Fetch = (request: Request, env: unknown) => Promise<Response>

let server: Server | undefined
afterEach(async () => {
  server?.closeAllConnections()
  await new Promise((closed) => (server ? server.close(closed) : closed(undefined)))
  server = undefined
})

/** What each read ended with: the number of bytes, or the fault's code. */
function reading(bounds?: BodyBounds) {
  const ended: (number | string)[] = []
  const fetch: Fetch = async (request, env) => {
    const bytes = await readBytes(request, env, bounds).catch((error: unknown) => {
      if (!(error instanceof Fault)) throw error
      return error
    })
    ended.push(bytes instanceof Fault ? String(bytes.params?.issues ?? bytes.code) : bytes.byteLength)
    return new Response(String(ended.at(-1)), { status: bytes instanceof Fault ? 400 : 200 })
  }
  return { ended, fetch }
}

async function open(fetch: Fetch, overrideGlobalObjects: boolean): Promise<Socket> {
  const listening = createAdaptorServer({ fetch, overrideGlobalObjects }) as Server
  server = listening
  await new Promise<void>((ready) => listening.listen(0, '127.0.0.1', ready))
  const socket = connect((listening.address() as AddressInfo).port, '127.0.0.1')
  socket.on('error', () => {})
  return socket
}

const head = (more: string): string => `POST / HTTP/1.1\r\nHost: localhost\r\n${more}\r\n\r\n`

const until = async (isMet: () => boolean): Promise<void> => {
  while (!isMet()) await new Promise((resolve) => setTimeout(resolve, 2))
}

/** Everything that has arrived so far. */
function received(socket: Socket): () => string {
  let text = ''
  socket.on('data', (chunk) => {
    text += String(chunk)
  })
  return () => text
}

describe.each([
  ['that replaces the global Request', true],
  ['that leaves the global Request alone', false],
])('a body behind an adapter %s', (_, overrideGlobalObjects) => {
  it('is read whole, many times over one connection', async () => {
    const { ended, fetch } = reading()
    const socket = await open(fetch, overrideGlobalObjects)
    const sizes = [0, 1, 65_000, 3]
    for (const size of sizes) {
      const before = ended.length
      socket.write(head(`Content-Length: ${size}`))
      socket.write('x'.repeat(Math.floor(size / 2)))
      setTimeout(() => socket.write('x'.repeat(Math.ceil(size / 2))), 5)
      await until(() => ended.length > before)
    }
    expect(ended).toEqual(sizes)
  })

  it('that is too large is answered, although the client goes on sending, and the next request too', async () => {
    const { ended, fetch } = reading({ most: 1000 })
    const socket = await open(fetch, overrideGlobalObjects)
    const text = received(socket)
    socket.write(`${head('Content-Length: 300000')}${'x'.repeat(2000)}`)
    await until(() => text().includes('body-too-large'))
    socket.write(`${'x'.repeat(298_000)}${head('Content-Length: 2')}{}`)
    await until(() => ended.length === 2)
    expect(ended).toEqual(['body-too-large', 2])
  })

  it('that never ends is answered in time', async () => {
    const { fetch } = reading({ timeMs: 20 })
    const socket = await open(fetch, overrideGlobalObjects)
    const text = received(socket)
    socket.write(`${head('Content-Length: 5')}{`)
    await until(() => text().includes('the body took over 0.02 s'))
  })

  it('that breaks off ends its read', async () => {
    const { ended, fetch } = reading()
    const socket = await open(fetch, overrideGlobalObjects)
    socket.write(`${head('Content-Length: 5')}{`, () => setTimeout(() => socket.destroy(), 5))
    await until(() => ended.length === 1)
    expect(ended).toEqual(['the body broke off'])
  })

  it('that the host has changed is read as the host has changed it', async () => {
    const { ended, fetch } = reading()
    const host: Fetch = (request, env) =>
      fetch(new Request(request.url, { method: 'POST', body: 'from the host' }), env)
    const socket = await open(host, overrideGlobalObjects)
    socket.write(`${head('Content-Length: 2')}{}`)
    await until(() => ended.length === 1)
    expect(ended).toEqual(['from the host'.length])
  })

  it('that the host has touched, but not read, is read', async () => {
    const { ended, fetch } = reading()
    const host: Fetch = async (request, env) => {
      expect(request.body?.locked).toBe(false)
      return fetch(request, env)
    }
    const socket = await open(host, overrideGlobalObjects)
    socket.write(`${head('Content-Length: 2')}{}`)
    await until(() => ended.length === 1)
    expect(ended).toEqual([2])
  })

  it('that the host has read is named as such', async () => {
    const { ended, fetch } = reading()
    const host: Fetch = async (request, env) => {
      await request.text()
      return fetch(request, env)
    }
    const socket = await open(host, overrideGlobalObjects)
    socket.write(`${head('Content-Length: 2')}{}`)
    await until(() => ended.length === 1)
    expect(ended).toEqual(['server-misconfigured'])
  })
})
