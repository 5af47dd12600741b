import { upload } from '../calls'
import { startRawServer } from '../recording-server'
import { until, useWorld } from '../world'

const world = useWorld()

describe('uploadFile', () => {
  it('returns its task, never a promise, and calls back later', async () => {
    const server = await world.server()
    const host = world.host()
    const { task, settled, done } = upload(host, { url: 'not a url', filePath: 'nor a path' })
    expect(task).not.toHaveProperty('then')
    expect(Object.keys(task).sort()).toEqual([
      'abort',
      'offHeadersReceived',
      'offProgressUpdate',
      'onHeadersReceived',
      'onProgressUpdate',
    ])
    expect(settled.calls).toEqual([])
    await done
    expect(settled.calls).toEqual(['fail', 'complete'])
    expect(server.received).toEqual([])
  })

  it('succeeds with a 403, whose body is a string', async () => {
    const server = await world.server((response) => {
      response.writeHead(403, { 'content-type': 'application/json' }).end('{"Code":"AccessDenied"}')
    })
    const host = world.host()
    const { result, calls } = await upload(host, { url: server.url, filePath: host.temp(await world.file('a', 'a')) })
      .done
    expect(result).toMatchObject({ statusCode: 403, data: '{"Code":"AccessDenied"}', errMsg: 'uploadFile:ok' })
    expect(calls).toEqual(['success', 'complete'])
    expect(host.log).toMatchObject([{ api: 'uploadFile', url: server.url, status: 403, errMsg: 'uploadFile:ok' }])
  })

  it('reports the headers first, in the platform’s case, and again only where the result has them', async () => {
    const server = await world.server((response) => {
      response.writeHead(200, { ETag: '"x"', 'x-oss-request-id': 'R1', Vary: ['a', 'b'] }).end()
    })
    const spelt = { devtools: 'etag', ios: 'Etag', android: 'ETag' } as const
    for (const [platform, name] of Object.entries(spelt) as [keyof typeof spelt, string][]) {
      const host = world.host({ platform })
      const filePath = host.temp(await world.file('a', 'a'))
      const { task, done, settled } = upload(host, { url: server.url, filePath })
      const heard: Record<string, string>[] = []
      task.onHeadersReceived(({ header }) => {
        expect(settled.calls).toEqual([])
        heard.push(header)
      })
      const { result } = await done
      expect(heard).toHaveLength(1)
      expect(heard[0]?.[name]).toBe('"x"')
      expect(heard[0]?.[platform === 'devtools' ? 'vary' : 'Vary']).toBe('a,b')
      expect(result?.header).toEqual(platform === 'devtools' ? heard[0] : undefined)
    }
  })

  it('reports progress that never decreases, counts the whole body, and ends at 100', async () => {
    const server = await world.server()
    const host = world.host()
    const { task, done } = upload(host, {
      url: server.url,
      filePath: host.temp(await world.file('a.bin', Buffer.alloc(1_000_000, 7))),
      formData: { key: 'k' },
    })
    const heard: { progress: number; totalBytesSent: number; totalBytesExpectedToSend: number }[] = []
    task.onProgressUpdate((progress) => heard.push(progress))
    await done
    const total = server.received[0]?.body.length
    expect(total).toBeGreaterThan(1_000_000)
    expect(heard.length).toBeGreaterThan(5)
    expect(heard.length).toBeLessThan(20)
    expect(heard.every(({ totalBytesExpectedToSend }) => totalBytesExpectedToSend === total)).toBe(true)
    expect(heard.every(({ progress }) => Number.isInteger(progress))).toBe(true)
    expect(heard.map((event) => event.totalBytesSent)).toEqual(
      heard.map((event) => event.totalBytesSent).sort((a, b) => a - b),
    )
    expect(heard[0]?.progress).toBeLessThan(100)
    expect(heard.at(-1)).toEqual({ progress: 100, totalBytesSent: total, totalBytesExpectedToSend: total })
  })

  it('reports no progress to a removed listener', async () => {
    const server = await world.server()
    const host = world.host()
    const { task, done } = upload(host, { url: server.url, filePath: host.temp(await world.file('a', 'a')) })
    const heard: unknown[] = []
    task.onProgressUpdate((progress) => heard.push(progress))
    task.offProgressUpdate()
    await done
    expect(heard).toEqual([])
  })

  it('reports no progress beyond what the server reads', async () => {
    const server = await startRawServer((request) => {
      request.pause()
      request.on('error', () => {})
    })
    world.after(server.close)
    const host = world.host()
    const size = 64 * 1024 * 1024
    const { task, done } = upload(host, {
      url: server.url,
      filePath: host.temp(await world.file('big.bin', Buffer.alloc(size))),
    })
    let sent = 0
    task.onProgressUpdate(({ totalBytesSent }) => {
      sent = totalBytesSent
    })
    await until(() => sent > 0)
    let before = -1
    while (before !== sent) {
      before = sent
      await new Promise((later) => setTimeout(later, 150))
    }
    expect(sent).toBeLessThan(size / 2)
    task.abort()
    expect((await done).failure).toEqual({ errMsg: 'uploadFile:fail abort' })
  })

  it('ends once, even if it is aborted twice and after its end', async () => {
    const server = await world.server(() => {})
    const host = world.host()
    const { task, done, settled } = upload(host, { url: server.url, filePath: host.temp(await world.file('a', 'a')) })
    await until(() => server.received.length === 1)
    task.abort()
    task.abort()
    await done
    task.abort()
    await until(() => host.open().callbacks === 0)
    expect(settled.calls).toEqual(['fail', 'complete'])
    expect(settled.failure).toEqual({ errMsg: 'uploadFile:fail abort' })
  })

  it('sends nothing if it is aborted at once', async () => {
    const server = await world.server()
    const host = world.host()
    const { task, done } = upload(host, { url: server.url, filePath: host.temp(await world.file('a', 'a')) })
    task.abort()
    expect((await done).failure?.errMsg).toBe('uploadFile:fail abort')
    await until(() => host.open().descriptors === 0)
    expect(server.begun()).toBe(0)
  })

  it('times out on its total time, with each platform’s message and errno 5', async () => {
    const server = await world.server(() => {})
    const words = { devtools: 'timeout', ios: '请求超时。', android: 'socket timeout error' } as const
    for (const [platform, text] of Object.entries(words) as [keyof typeof words, string][]) {
      const host = world.host({ platform })
      const filePath = host.temp(await world.file('a', 'a'))
      const { failure, calls } = await upload(host, { url: server.url, filePath, timeout: 60 }).done
      expect(failure).toEqual({ errMsg: `uploadFile:fail ${text}`, errno: 5 })
      expect(calls).toEqual(['fail', 'complete'])
    }
  })

  it('fails for a missing file and for a path that is not local', async () => {
    const server = await world.server()
    const real = await world.file('a', 'a')
    for (const platform of ['devtools', 'android'] as const) {
      const host = world.host({ platform })
      const gone = host.temp(real)
      host.forget(gone)
      const dead = host.temp('/nowhere/at/all.jpg')
      for (const filePath of [gone, dead, real, 'https://example.com/a.jpg', `${host.wx.env.USER_DATA_PATH}/none`]) {
        const { failure } = await upload(host, { url: server.url, filePath }).done
        expect(failure).toEqual({
          errMsg:
            platform === 'devtools'
              ? 'uploadFile:fail createUploadTask:fail file not found'
              : "uploadFile:fail file doesn't exist",
        })
      }
    }
    expect(server.begun()).toBe(0)
  })

  it('names a missing parameter', async () => {
    const host = world.host()
    const filePath = host.temp(await world.file('a', 'a'))
    const { failure } = await upload(host, { url: 'http://127.0.0.1:1/', filePath, name: undefined as never }).done
    expect(failure?.errMsg).toBe(
      'uploadFile:fail parameter error: parameter.name should be String instead of Undefined;',
    )
  })

  it('streams 64 MB without holding them in memory', async () => {
    let arrived = 0
    const server = await startRawServer((request, response) => {
      request.on('data', (chunk: Buffer) => {
        arrived += chunk.length
      })
      request.on('end', () => response.end())
    })
    world.after(server.close)
    const size = 64 * 1024 * 1024
    const real = await world.file('big.mp4', Buffer.alloc(size, 1))
    const host = world.host()
    const before = process.memoryUsage().arrayBuffers
    let most = 0
    const { task, done } = upload(host, { url: server.url, filePath: host.temp(real) })
    task.onProgressUpdate(() => {
      most = Math.max(most, process.memoryUsage().arrayBuffers - before)
    })
    expect((await done).result?.statusCode).toBe(200)
    expect(arrived).toBeGreaterThan(size)
    // The server in the same process leaves up to 32 MB of garbage.
    expect(most).toBeLessThan(size * 0.75)
  })

  it('accepts the answer of a server that does not wait for the body', async () => {
    const server = await startRawServer((request, response) => {
      response.writeHead(413).end('too large')
      request.resume()
    })
    world.after(server.close)
    const host = world.host()
    const filePath = host.temp(await world.file('a.bin', Buffer.alloc(40_000)))
    const { result } = await upload(host, { url: server.url, filePath }).done
    expect(result).toMatchObject({ statusCode: 413, data: 'too large' })
  })
})
