/** @jest-environment jsdom */
import { upload } from './calls'
import { until, useWorld } from './world'

const world = useWorld()

describe('wx-host under jsdom', () => {
  it('runs with a DOM, without fetch, and with the ArrayBuffer of that realm', async () => {
    expect(typeof fetch).toBe('undefined')
    const server = await world.server()
    const host = world.host({ platform: 'ios' })
    const filePath = host.temp(await world.file('a.png', 'PNG!'))
    expect((await upload(host, { url: server.url, filePath, formData: { key: 'k' } }).done).result?.statusCode).toBe(
      200,
    )
    expect(server.received[0]?.body.includes('PNG!')).toBe(true)

    let data: string | ArrayBuffer = ''
    host.wx.getFileSystemManager().readFile({
      filePath,
      position: 1,
      length: 2,
      success: (result) => {
        data = result.data
      },
    })
    await until(() => data !== '')
    expect(data).toBeInstanceOf(ArrayBuffer)
    expect([...new Uint8Array(data as unknown as ArrayBuffer)]).toEqual([78, 71])

    let answered = false
    host.wx.request({
      url: server.url,
      method: 'PUT',
      data: new Uint8Array([1, 2, 3]).buffer,
      complete: () => {
        answered = true
      },
    })
    await until(() => answered)
    expect([...(server.received[1]?.body ?? [])]).toEqual([1, 2, 3])
  })
})
