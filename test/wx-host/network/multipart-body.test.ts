import { appendFile, truncate } from 'node:fs/promises'
import { upload } from '../calls'
import { startRawServer } from '../recording-server'
import { only, useWorld } from '../world'

const world = useWorld()

const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10, 0x0d, 0x0a, 0x2d, 0x2d])

describe('The multipart body', () => {
  it('has the fields as text in their order, and the file last with its temporary name', async () => {
    const server = await world.server()
    const host = world.host({ platform: 'ios' })
    const filePath = host.temp(await world.file('holiday in Rome.jpg', JPEG))
    const formData = { zeta: '1', key: 'a/b.jpg', 'x:名字': '中文 "quoted"', number: 7 }
    await upload(host, { url: server.url, filePath, formData }).done

    const { headers, body } = only(server.received)
    expect(headers['content-length']).toBe(String(body.length))
    const form = await new Response(body, { headers: { 'content-type': headers['content-type'] ?? '' } }).formData()
    expect([...form.keys()]).toEqual(['zeta', 'key', 'x:名字', 'number', 'file'])
    expect(form.get('x:名字')).toBe('中文 "quoted"')
    expect(form.get('number')).toBe('7')
    const file = form.get('file') as File
    expect(file.name).toBe(filePath.split('/').pop())
    expect(file.name).toMatch(/^tmp_[0-9a-f]{32}\.jpg$/)
    expect(file.type).toBe('image/jpeg')
    expect(Buffer.from(await file.arrayBuffer())).toEqual(JPEG)
  })

  it('follows RFC 7578 byte by byte', async () => {
    const server = await world.server()
    const host = world.host({ platform: 'android', randomHex: (bytes) => '0'.repeat(bytes * 2) })
    const filePath = host.temp(await world.file('a.png', 'BYTES'), { name: 'x.png' })
    await upload(host, { url: server.url, filePath, formData: { key: 'k' } }).done
    const boundary = `----wx${'0'.repeat(24)}`
    expect(server.received[0]?.headers['content-type']).toBe(`multipart/form-data; boundary=${boundary}`)
    expect(server.received[0]?.body.toString()).toBe(
      `--${boundary}\r\nContent-Disposition: form-data; name="key"\r\n\r\nk\r\n` +
        `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="tmp_x.png"\r\n` +
        `Content-Type: application/octet-stream\r\n\r\nBYTES\r\n--${boundary}--\r\n`,
    )
  })

  it('loses its boundary if the caller sets a content-type', async () => {
    const server = await world.server()
    const host = world.host()
    const filePath = host.temp(await world.file('a.txt', 'abc'))
    await upload(host, { url: server.url, filePath, header: { 'Content-Type': 'multipart/form-data' } }).done
    expect(server.received[0]?.headers['content-type']).toBe('multipart/form-data')
  })

  it('ends at the file’s size at the start if the file grows', async () => {
    const real = await world.file('growing.txt', 'a'.repeat(300_000))
    const server = await world.server()
    const host = world.host()
    const { done, task } = upload(host, { url: server.url, filePath: host.temp(real) })
    let grown: Promise<void> | undefined
    task.onProgressUpdate(() => {
      grown ??= appendFile(real, 'b'.repeat(300_000))
    })
    const { result } = await done
    await grown
    expect(result?.statusCode).toBe(200)
    const { headers, body } = only(server.received)
    expect(headers['content-length']).toBe(String(body.length))
    expect(body.includes('b'.repeat(100))).toBe(false)
  })

  it('ends early, with a broken connection, if the file shrinks', async () => {
    const real = await world.file('shrinking.bin', Buffer.alloc(8 * 1024 * 1024))
    const server = await startRawServer(async (request) => {
      request.on('error', () => {})
      request.once('data', async () => {
        request.pause()
        await truncate(real, 1000)
        request.resume()
      })
    })
    world.after(server.close)
    const host = world.host({ platform: 'android' })
    const { failure, calls } = await upload(host, { url: server.url, filePath: host.temp(real) }).done
    expect(failure?.errMsg).toBe('uploadFile:fail Software caused connection abort')
    expect(calls).toEqual(['fail', 'complete'])
  })
})
