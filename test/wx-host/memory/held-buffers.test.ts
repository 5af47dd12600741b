import { jest } from '@jest/globals'
import { onFiles, request } from '../calls'
import { useWorld } from '../world'

const world = useWorld()
const KB = 1024
/** Waits for the next turn: buffers that were counted in one turn are held until its end. */
const turn = () => new Promise((next) => setImmediate(next))

async function fileOn(host: ReturnType<typeof world.host>, size: number) {
  const filePath = host.temp(await world.file('a.bin', new Uint8Array(size)))
  const { fd } = await onFiles(host, 'open', { filePath })
  const read = (position: number, length: number) =>
    onFiles(host, 'read', { fd: String(fd), arrayBuffer: new ArrayBuffer(length), length, position })
  return { filePath, read, close: () => onFiles(host, 'close', { fd: String(fd) }) }
}

// A garbage collection searches the whole heap, which is large in jest.
jest.setTimeout(120_000)

describe('Held buffers', () => {
  it('are the read buffers that the program can still reach', async () => {
    const host = world.host({ countBuffers: true })
    const { read, close } = await fileOn(host, 300 * KB)
    const kept = [await read(0, 100 * KB), await read(100 * KB, 100 * KB)]
    expect(host.buffers.now()).toBe(200 * KB)
    kept.pop()
    await turn()
    expect(host.buffers.now()).toBe(100 * KB)
    await close()
    expect(kept).toHaveLength(1)
  })

  it('have no higher maximum if each is released before the next', async () => {
    const host = world.host({ countBuffers: true })
    const { read, close } = await fileOn(host, 1000 * KB)
    for (let position = 0; position < 1000 * KB; position += 100 * KB) await read(position, 100 * KB)
    await close()
    expect(host.buffers.most()).toBeGreaterThanOrEqual(100 * KB)
    expect(host.buffers.most()).toBeLessThanOrEqual(200 * KB)
    expect(host.buffers.now()).toBe(0)
  })

  it('have a maximum of all buffers that the program does not release', async () => {
    const host = world.host({ countBuffers: true })
    const { read, close } = await fileOn(host, 1000 * KB)
    const forgotten = []
    for (let position = 0; position < 1000 * KB; position += 100 * KB) forgotten.push(await read(position, 100 * KB))
    await close()
    expect(host.buffers.most()).toBe(1000 * KB)
    expect(forgotten).toHaveLength(10)
  })

  it('count once if they are read and then sent, also from readFile or request', async () => {
    const server = await world.server((response) => response.end(Buffer.alloc(50 * KB)))
    const host = world.host({ countBuffers: true })
    const { read, filePath, close } = await fileOn(host, 100 * KB)
    const sent = await read(0, 100 * KB)
    await request(host, { url: server.url, method: 'PUT', data: sent.arrayBuffer }).done
    expect(host.buffers.now()).toBe(100 * KB)
    const whole = await onFiles(host, 'readFile', { filePath })
    expect(host.buffers.now()).toBe(200 * KB)
    const answer = await request(host, { url: server.url, responseType: 'arraybuffer' }).done
    expect(host.buffers.now()).toBe(250 * KB)
    await close()
    expect([sent, whole, answer.result]).toHaveLength(3)
  })

  it('are not counted without the option', async () => {
    const host = world.host()
    const { read, close } = await fileOn(host, 100 * KB)
    const kept = await read(0, 100 * KB)
    await close()
    expect([host.buffers.now(), host.buffers.most()]).toEqual([0, 0])
    expect(kept.bytesRead).toBe(100 * KB)
  })
})
