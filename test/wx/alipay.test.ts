import { NEVER } from '../../miniprogram/uploader/core/flow/cancellation'
import { plainFiles } from '../../miniprogram/uploader/wx/files/plain-files'
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
