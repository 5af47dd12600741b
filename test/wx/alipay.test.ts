import { NEVER } from '../../miniprogram/uploader/core/flow/cancellation'
import { plainFiles } from '../../miniprogram/uploader/wx/files/plain-files'
import { wxLifecycle } from '../../miniprogram/uploader/wx/lifecycle'
import { pick } from '../../miniprogram/uploader/wx/pick'
import { wxTransport } from '../../miniprogram/uploader/wx/transport'
import type { WxApi } from '../../miniprogram/uploader/wx/wx-api'

const clock = { now: () => 0, after: () => () => {} }

describe('Alipay’s readFile, which returns the whole file whatever the range', () => {
  const bytes = Uint8Array.from({ length: 100 }, (_, index) => index)
  const wx = {
    getFileSystemManager: () => ({
      readFile: ({ success }: { success: (result: object) => void }) => success({ data: bytes.slice().buffer }),
    }),
  } as unknown as WxApi
  const read = async (position: number, length: number): Promise<number[]> => {
    const file = await plainFiles(wx, clock).open('/a.jpg')
    return [...new Uint8Array(await file.read(position, length))]
  }

  it.each([
    [0, 10],
    [90, 10],
    [0, 100],
    [40, 1],
  ])('is read from %i, %i bytes', async (position, length) => {
    expect(await read(position, length)).toEqual([...bytes.slice(position, position + length)])
  })

  it('is read as changed if the file ends before the range does', async () => {
    await expect(read(95, 10)).rejects.toMatchObject({ code: 'file-changed' })
    await expect(read(0, 101)).rejects.toMatchObject({ code: 'file-changed' })
  })
})

describe('A file of Alipay', () => {
  it('is read once while it is open, and says that it is read only as a whole', async () => {
    let reads = 0
    const readFile = ({ success }: { success: (result: object) => void }): void => {
      reads += 1
      success({ data: new ArrayBuffer(100) })
    }
    const files = plainFiles({ getFileSystemManager: () => ({ readFile }) } as unknown as WxApi, clock)
    expect(files.readsWhole?.()).toBe(false)
    const file = await files.open('/a.jpg')
    for (const position of [0, 10, 90]) expect((await file.read(position, 10)).byteLength).toBe(10)
    expect([reads, files.readsWhole?.()]).toEqual([1, true])
    await file.close()
    await file.read(0, 10)
    expect(reads).toBe(2)
  })

  it('that cannot be found is missing', async () => {
    const failure = { error: 10022, errorMessage: '文件/目录不存在' }
    const readFile = ({ fail }: { fail: (failure: object) => void }): void => fail(failure)
    const file = await plainFiles({ getFileSystemManager: () => ({ readFile }) } as unknown as WxApi, clock).open('/a')
    await expect(file.read(0, 10)).rejects.toMatchObject({
      code: 'file-missing',
      params: { detail: '文件/目录不存在' },
    })
  })
})

describe('A request on Alipay', () => {
  const send = (failure: object) => {
    const request = ({ fail }: { fail: (failure: object) => void }): object => {
      fail(failure)
      return {}
    }
    const sent = { method: 'GET', url: 'https://api.example/', headers: {}, timeoutMs: 1000 } as const
    return wxTransport({ request } as unknown as WxApi, clock).send(sent, NEVER)
  }

  it.each([
    ['by Taro', { error: 19, errorMessage: 'http status error', status: 404, headers: { A: 'b' }, data: 'no' }],
    ['by uni-app', { errMsg: 'request:fail http status error', statusCode: 404, header: { A: 'b' }, data: 'no' }],
  ])('that fails because its status is not 200 is answered, %s', async (_, failure) => {
    expect(await send(failure)).toEqual({ status: 404, headers: { a: 'b' }, text: 'no' })
  })

  it('that fails with the status 200 has failed', async () => {
    await expect(send({ errMsg: 'request:fail 网络出错', status: 200, data: '{"up' })).rejects.toMatchObject({
      code: 'network',
    })
  })
})

describe('The network of Alipay', () => {
  it.each([
    ['WIFI', 'wifi', undefined],
    ['4G', '4g', undefined],
    ['NOTREACHABLE', 'unknown', 'offline'],
  ])('of the type %s is %s', (networkType, type, obstacle) => {
    const getNetworkType = ({ success }: { success: (result: object) => void }): void => success({ networkType })
    const wx = { getNetworkType, onNetworkStatusChange: () => {} } as unknown as WxApi
    const lifecycle = wxLifecycle(wx)
    expect([lifecycle.network().type, lifecycle.obstacle()]).toEqual([type, obstacle])
  })
})

describe('The picker of Alipay, which has no chooseMedia', () => {
  const pickOn = (result: object, accept?: 'video') => {
    const asked: { count?: number }[] = []
    const chooseImage = (options: { count?: number; success: (result: object) => void }): void => {
      asked.push(options)
      options.success(result)
    }
    return { picking: pick({ chooseImage } as unknown as WxApi, { count: 20, ...(accept && { accept }) }), asked }
  }

  it('picks pictures, at most nine', async () => {
    const { picking, asked } = pickOn({ tempFilePaths: ['/a', '/b'] })
    expect(await picking).toEqual([
      { path: '/a', size: 0, kind: 'image' },
      { path: '/b', size: 0, kind: 'image' },
    ])
    expect(asked[0]?.count).toBe(9)
  })

  it('says which function is missing for videos, and what a wrong answer was', async () => {
    await expect(pickOn({}, 'video').picking).rejects.toMatchObject({
      code: 'misuse',
      params: { detail: expect.stringContaining('wx.chooseMedia') },
    })
    await expect(pickOn({ tempFilePaths: 'x' }).picking).rejects.toMatchObject({
      code: 'misuse',
      params: { detail: expect.stringContaining('wx.chooseImage') },
    })
  })
})

describe('a form for Alipay, which takes none without a type of file', () => {
  it.each([
    ['image/png', 'image'],
    ['video/mp4', 'video'],
    ['audio/mpeg', 'audio'],
    ['application/pdf', 'image'],
    [undefined, 'image'],
  ])('of %s has the type %s', async (contentType, fileType) => {
    const sent: object[] = []
    const uploadFile = (options: { success: (result: object) => void }): object => {
      sent.push(options)
      options.success({ statusCode: 200, data: '' })
      return {}
    }
    const fields: Record<string, string> = { key: 'k', ...(contentType && { 'Content-Type': contentType }) }
    const form = { url: 'https://bucket.example/', fields, path: '/a', timeoutMs: 1000 }
    await wxTransport({ uploadFile } as unknown as WxApi, clock).sendForm(form, NEVER, () => {})
    expect(sent).toEqual([expect.objectContaining({ fileType })])
  })
})
