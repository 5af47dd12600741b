import { request, upload } from '../calls'
import { until, useWorld } from '../world'

const world = useWorld()
const SOON = { suspendAfterMs: 40 }

describe('A hidden mini-program', () => {
  it('has its unfinished calls interrupted after a time, and gets the callbacks on its return', async () => {
    const server = await world.server(() => {})
    const host = world.host({ platform: 'ios', ...SOON })
    const events: string[] = []
    host.wx.onAppHide(() => events.push('hide'))
    host.wx.onAppShow(() => events.push('show'))
    const filePath = host.temp(await world.file('a', 'a'))
    const uploading = upload(host, { url: server.url, filePath })
    const requesting = request(host, { url: server.url })
    await until(() => server.received.length === 2)

    host.hide()
    await until(() => events.includes('hide'))
    expect(host.open()).toMatchObject({ tasks: 2, sockets: 2 })
    await until(() => host.open().tasks === 0)
    expect(host.open().callbacks).toBe(2)
    await new Promise((later) => setTimeout(later, 20))
    expect(uploading.settled.calls).toEqual([])

    host.show()
    expect((await uploading.done).failure).toEqual({ errMsg: 'uploadFile:fail interrupted', errno: 600003 })
    expect((await requesting.done).failure).toEqual({ errMsg: 'request:fail interrupted', errno: 600003 })
    await until(() => host.open().callbacks === 0)
    expect(events).toEqual(['hide', 'show'])
    expect(uploading.settled.calls).toEqual(['fail', 'complete'])
  })

  it('also has its queued calls interrupted, without sending them', async () => {
    const server = await world.server(() => {})
    const host = world.host({ platform: 'android', ...SOON })
    const calls = Array.from({ length: 13 }, () => request(host, { url: server.url }))
    await until(() => server.received.length === 10)
    host.hide()
    await until(() => host.open().tasks === 0)
    host.show()
    const settled = await Promise.all(calls.map(({ done }) => done))
    expect(settled.map(({ failure }) => failure?.errno)).toEqual(calls.map(() => 600003))
    expect(server.begun()).toBe(10)
  })

  it.each(['show-first', 'callbacks-first'] as const)(
    'hears of a hide before the return, on a busy device too (%s)',
    async (onReturn) => {
      const host = world.host({ onReturn, ...SOON })
      const events: string[] = []
      host.wx.onAppHide(() => events.push('hide'))
      host.wx.onAppShow(() => events.push('show'))
      // Both come while callbacks wait.
      for (let index = 0; index < 3; index += 1) host.wx.getNetworkType({ success: () => events.push('callback') })
      host.hide()
      host.show()
      await until(() => host.open().callbacks === 0 && events.length === 5)
      expect(events.filter((event) => event !== 'callback')).toEqual(['hide', 'show'])
    },
  )

  it('completes calls that end in time', async () => {
    const server = await world.server()
    const host = world.host()
    const { done } = request(host, { url: server.url })
    host.hide()
    expect((await done).result?.statusCode).toBe(200)
    host.show()
  })

  it('cannot start new calls', async () => {
    const server = await world.server()
    const host = world.host()
    host.hide()
    expect((await request(host, { url: server.url }).done).failure).toEqual({
      errMsg: 'request:fail interrupted',
      errno: 600003,
    })
    host.show()
    expect((await request(host, { url: server.url }).done).result?.statusCode).toBe(200)
    expect(server.begun()).toBe(1)
  })

  it('is not interrupted if it is shown in time', async () => {
    const server = await world.server((response) => setTimeout(() => response.end(), 100))
    const host = world.host(SOON)
    const { done } = request(host, { url: server.url })
    await until(() => server.received.length === 1)
    host.hide()
    host.show()
    expect((await done).result?.statusCode).toBe(200)
  })

  it('gets onAppShow before or after the waiting callbacks, by the option onReturn', async () => {
    for (const onReturn of ['callbacks-first', 'show-first'] as const) {
      const server = await world.server(() => {})
      const host = world.host({ ...SOON, onReturn })
      const events: string[] = []
      host.wx.onAppShow(() => events.push('show'))
      host.wx.request({ url: server.url, fail: () => events.push('fail') })
      await until(() => server.received.length === 1)
      host.hide()
      await until(() => host.open().tasks === 0)
      host.show()
      await until(() => events.length === 2)
      expect(events).toEqual(onReturn === 'show-first' ? ['show', 'fail'] : ['fail', 'show'])
    }
  })

  it('gets no event after its listener is removed', async () => {
    const host = world.host()
    let heard = 0
    const listener = () => {
      heard += 1
    }
    host.wx.onAppHide(listener)
    host.wx.offAppHide(listener)
    host.hide()
    host.show()
    await until(() => host.open().timers === 0)
    expect(heard).toBe(0)
  })

  it('gets memory warnings', async () => {
    const host = world.host({ platform: 'android' })
    const levels: number[] = []
    host.wx.onMemoryWarning(({ level }) => levels.push(level))
    host.warnOfMemory(10)
    await until(() => levels.length === 1)
    expect(levels).toEqual([10])
  })
})
