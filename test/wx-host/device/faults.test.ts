import { request, upload } from '../calls'
import { startRawServer } from '../recording-server'
import { until, useWorld } from '../world'

const world = useWorld()

describe('A fault', () => {
  it('cuts the connection after so many bytes sent', async () => {
    let arrived = 0
    const server = await startRawServer((incoming) => {
      incoming.on('error', () => {})
      incoming.on('data', (chunk: Buffer) => {
        arrived += chunk.length
      })
    })
    world.after(server.close)
    const host = world.host({ platform: 'ios' })
    host.faults.arm({ kind: 'cut-send', afterBytes: 100_000 })
    const filePath = host.temp(await world.file('a.bin', Buffer.alloc(500_000)))
    const { failure, calls } = await upload(host, { url: server.url, filePath }).done
    expect(failure).toEqual({ errMsg: 'uploadFile:fail 网络连接已中断。' })
    expect(calls).toEqual(['fail', 'complete'])
    await until(() => arrived === 100_000)
    expect(host.log[0]?.sentBytes).toBe(100_000)
  })

  it('cuts the answer when the server has already acted', async () => {
    const server = await world.server((response) => response.end('x'.repeat(100)))
    const host = world.host()
    host.faults.arm({ kind: 'cut-answer' })
    host.faults.arm({ kind: 'cut-answer', afterBytes: 50 })
    host.faults.arm({ kind: 'cut-answer', afterBytes: 5000 })
    for (let times = 0; times < 3; times += 1) {
      const { failure } = await request(host, { url: server.url, method: 'POST', data: 'do' }).done
      expect(failure?.errno).toBe(600001)
    }
    expect(server.received.map(({ body }) => body.toString())).toEqual(['do', 'do', 'do'])
    expect((await request(host, { url: server.url }).done).result?.statusCode).toBe(200)
  })

  it('stalls until a timeout, an abort, a hide or an outage', async () => {
    const server = await world.server()
    const host = world.host()
    host.faults.arm({ kind: 'stall', afterBytes: 70_000 })
    const filePath = host.temp(await world.file('a.bin', Buffer.alloc(500_000)))
    const { task, done } = upload(host, { url: server.url, filePath })
    await until(() => host.log[0]?.sentBytes === 70_000)
    expect(host.open()).toMatchObject({ tasks: 1, sockets: 1, descriptors: 1, timers: 1 })
    task.abort()
    expect((await done).failure?.errMsg).toBe('uploadFile:fail abort')
    expect(server.received).toEqual([])
  })

  it.each([
    ['timeout', 5],
    ['connection-reset', 600001],
    ['too-many-connections', 600007],
    ['out-of-memory', 111],
    ['buffer-too-large', 602300],
  ] as const)('of kind %s has errno %d and sends nothing', async (kind, errno) => {
    const server = await world.server()
    const host = world.host({ platform: 'android' })
    host.faults.arm({ kind })
    expect((await request(host, { url: server.url }).done).failure?.errno).toBe(errno)
    expect(server.begun()).toBe(0)
  })

  it('hits as many calls as it should, and only those that match', async () => {
    const server = await world.server()
    const host = world.host()
    host.faults.arm({ kind: 'timeout', times: 2, when: ({ api, url }) => api === 'request' && !!url?.endsWith('/b') })
    const failed = async (path: string) => (await request(host, { url: server.url + path }).done).failure !== undefined
    expect([await failed('/a'), await failed('/b')]).toEqual([false, true])
    expect(host.faults.armed()).toBe(1)
    expect([await failed('/b'), await failed('/b')]).toEqual([true, false])
    expect(host.faults.armed()).toBe(0)
  })

  it('can be removed', async () => {
    const host = world.host()
    host.faults.arm({ kind: 'login-failed', times: 5 })
    await expect(host.wx.login()).rejects.toEqual({ errMsg: 'login:fail system error' })
    host.faults.clear()
    await expect(host.wx.login()).resolves.toMatchObject({ errMsg: 'login:ok' })
  })
})

describe('wx.login', () => {
  it('issues a new code each time, and records them', async () => {
    const host = world.host()
    const codes = [(await host.wx.login())?.code, (await host.wx.login())?.code]
    expect(new Set(codes).size).toBe(2)
    expect(host.codes).toEqual(codes)
  })
})
