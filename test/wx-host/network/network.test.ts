import { request, upload } from '../calls'
import { until, useWorld } from '../world'

const world = useWorld()

const OFFLINE = {
  errMsg: 'request:fail errcode:-106 cronet_error_code:-106 error_msg:net::ERR_INTERNET_DISCONNECTED',
  errno: 600001,
}

describe('An outage', () => {
  it('breaks calls in flight with each API’s message, and fires an event', async () => {
    const server = await world.server(() => {})
    const host = world.host({ platform: 'ios' })
    const events: { isConnected: boolean; networkType: string }[] = []
    host.wx.onNetworkStatusChange((event) => events.push(event))
    const filePath = host.temp(await world.file('a', 'a'))
    const uploading = upload(host, { url: server.url, filePath })
    const requesting = request(host, { url: server.url })
    await until(() => server.received.length === 2)
    host.setNetwork('none')
    expect((await requesting.done).failure).toEqual(OFFLINE)
    expect((await uploading.done).failure).toEqual({ errMsg: 'uploadFile:fail 似乎已断开与互联网的连接。' })
    host.setNetwork('4g')
    host.setNetwork('4g')
    await until(() => events.length === 2)
    expect(events).toEqual([
      { isConnected: false, networkType: 'none' },
      { isConnected: true, networkType: '4g' },
    ])
    expect(host.network).toBe('4g')
  })

  it('lets no call start, including wx.login', async () => {
    const server = await world.server()
    const host = world.host()
    host.setNetwork('none')
    expect((await request(host, { url: server.url }).done).failure).toEqual(OFFLINE)
    await expect(host.wx.login()).rejects.toMatchObject({ errMsg: 'login:fail system error' })
    expect(server.begun()).toBe(0)
  })
})

describe('The network', () => {
  it('has a type', async () => {
    const host = world.host()
    await expect(host.wx.getNetworkType()).resolves.toMatchObject({ networkType: 'wifi', weakNet: false })
  })

  it('fires an event when it becomes weak', async () => {
    const host = world.host()
    const events: unknown[] = []
    host.wx.onNetworkWeakChange((event) => events.push(event))
    host.setWeakNetwork(true)
    await until(() => events.length === 1)
    expect(events).toEqual([{ weakNet: true, networkType: 'wifi' }])
  })
})

describe('The lists of legal domains', () => {
  const domains = { request: ['https://api.example.com'], uploadFile: ['https://bucket.example.com:8443'] }

  it('are separate for each API, and checked before anything is sent', async () => {
    const host = world.host({ platform: 'android', domains })
    const filePath = host.temp(await world.file('a', 'a'))
    expect((await upload(host, { url: 'https://api.example.com/', filePath }).done).failure).toEqual({
      errMsg: 'uploadFile:fail url not in domain list',
      errno: 600002,
    })
    expect((await request(host, { url: 'https://bucket.example.com:8443/' }).done).failure).toEqual({
      errMsg: 'request:fail url not in domain list:bucket.example.com',
      errno: 600002,
    })
  })

  it('have another message for uploads in DevTools', async () => {
    const host = world.host({ platform: 'devtools', domains })
    const filePath = host.temp(await world.file('a', 'a'))
    expect((await upload(host, { url: 'https://api.example.com/', filePath }).done).failure?.errMsg).toBe(
      'uploadFile:fail createUploadTask:fail url not in domain list',
    )
  })

  it('refuse plain http, IP addresses, other ports and subdomains of a listed domain', async () => {
    const loopback = { request: ['https://127.0.0.1:9', 'https://localhost:9', ...domains.request], uploadFile: [] }
    const host = world.host({ domains: loopback })
    const refused = [
      'http://api.example.com/',
      'https://127.0.0.1:9/',
      'https://localhost:9/',
      'https://api.example.com:443/',
      'https://deep.api.example.com/',
      'https://api.example.com@evil.example/',
    ]
    for (const url of refused) expect((await request(host, { url }).done).failure?.errno).toBe(600002)
  })

  it('allow listed domains', async () => {
    const host = world.host({ domains: { request: ['nowhere.invalid'], uploadFile: [] } })
    const { failure } = await request(host, { url: 'https://nowhere.invalid/' }).done
    expect(failure?.errMsg).toMatch(/net::ERR_NAME_NOT_RESOLVED$/)
  })
})
