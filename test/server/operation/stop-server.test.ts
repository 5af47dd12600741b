import { Agent, createServer, get, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { stopServer } from '../../../server/operation/stop-server'

const GRACE_MS = 10_000
const agent = new Agent({ keepAlive: true })

afterEach(() => agent.destroy())

/** A server that holds every request to `/held` until the test releases it. */
async function holding(): Promise<{ server: Server; url: string; arrived: Promise<void>; release: () => void }> {
  let arrive = (): void => undefined
  let release = (): void => undefined
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve
  })
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const server = createServer(async (request, response) => {
    arrive()
    if (request.url === '/held') await released
    response.end('answered')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, arrived, release }
}

const ask = (url: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const onAnswer = (response: IncomingMessage): void => {
      let text = ''
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString()
      })
      response.on('end', () => resolve(text))
    }
    get(url, { agent }, onAnswer).on('error', reject)
  })

describe('a server that stops', () => {
  it('answers current requests, accepts no new ones, and ends although clients keep their connections', async () => {
    const { server, url, arrived, release } = await holding()
    const held = ask(`${url}/held`)
    await arrived
    const stopped = stopServer(server, GRACE_MS)
    await expect(ask(url)).rejects.toThrow('ECONNREFUSED')
    release()
    expect(await held).toBe('answered')
    expect(await stopped).toBe(true)
  })

  it('ends immediately if there are only idle connections', async () => {
    const { server, url } = await holding()
    await ask(url)
    expect(await stopServer(server, GRACE_MS)).toBe(true)
  })

  it('closes connections that are not answered within the grace period', async () => {
    const { server, url, arrived } = await holding()
    const held = ask(`${url}/held`)
    held.catch(() => undefined)
    await arrived
    expect(await stopServer(server, 50)).toBe(false)
    await expect(held).rejects.toThrow(/hang up|ECONNRESET/)
  })
})
