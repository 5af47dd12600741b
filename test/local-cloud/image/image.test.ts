import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import type { Credentials } from '../../../dev/local-cloud/auth/key-ring'
import { planResize } from '../../../dev/local-cloud/image/edit/resize'
import { type Action, parseInstructions } from '../../../dev/local-cloud/image/instructions'
import { type Client, ossClient, SETUPS } from '../rig/ali-oss-clients'
import { assumeRole, type Running, startTestCloud } from '../rig/test-cloud'

const plan = (instructions: string, width = 400, height = 200) => {
  const [action] = parseInstructions(`image/${instructions}`, {}) ?? []
  const made = planResize(action as Action, { width, height })
  return made && [made.width, made.height, made.fit]
}

describe('Resizing 400×200', () => {
  it.each<[string, unknown]>([
    ['resize,w_100', [100, 50, 'fill']],
    ['resize,h_100', [200, 100, 'fill']],
    ['resize,w_100,h_100', [100, 50, 'fill']],
    ['resize,m_mfit,w_100,h_100', [200, 100, 'fill']],
    ['resize,m_fill,w_100,h_100', [100, 100, 'cover']],
    ['resize,m_fill,w_100', [100, 100, 'cover']],
    ['resize,m_pad,w_100,h_100', [100, 100, 'contain']],
    ['resize,m_fixed,w_100,h_100', [100, 100, 'fill']],
    ['resize,l_100', [100, 50, 'fill']],
    ['resize,s_100', [200, 100, 'fill']],
    ['resize,p_50', [200, 100, 'fill']],
    ['resize,w_800', undefined],
    ['resize,w_800,limit_0', [800, 400, 'fill']],
    ['resize,m_fill,w_100,h_300', undefined],
  ])('with %s gives %j', (instructions, expected) => {
    expect(plan(instructions)).toEqual(expected)
  })

  it.each([
    ['resize,w_0', '0040-00000312'],
    ['resize,w_16385', '0040-00000312'],
    ['resize,s_0', '0040-00000315'],
    ['resize,p_1001', '0040-00000317'],
    ['resize,w_100,limit_3', '0040-00000319'],
    ['resize,m_fixed,w_5000,h_5000,limit_0', '0040-00000007'],
    ['resize,m_crop,w_1', undefined],
    ['resize', undefined],
    ['resize,w_abc', '0040-00000312'],
    ['resize,m_pad,w_10,color_red', undefined],
  ])('with %s is refused', (instructions, ec) => {
    expect(() => plan(instructions)).toThrow(expect.objectContaining({ code: 'InvalidArgument', ec }))
  })
})

describe('x-oss-process', () => {
  let running: Running
  let session: Credentials
  let client: Client
  const [setup] = SETUPS
  beforeAll(async () => {
    running = await startTestCloud({ styles: { small: 'image/resize,w_32' } })
    session = await assumeRole(running.cloud)
    client = ossClient(running.cloud, session, setup)
    const photo = await readFile(new URL('../../../dev/samples/photo.jpg', import.meta.url))
    await client.put('photo.jpg', photo)
    await client.put('video.mp4', Buffer.from('not really a video'))
    await client.put('cut.jpg', photo.subarray(0, photo.length / 2))
    await client.put('drawing.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'))
  })
  afterAll(() => running.close())

  const get = async (process: string, key = 'photo.jpg') =>
    fetch(await client.signatureUrlV4('GET', 60, { queries: { 'x-oss-process': process } }, key))

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'turns a photo of EXIF orientation %i before it resizes it',
    async (orientation) => {
      const plain = sharp({ create: { width: 40, height: 20, channels: 3, background: 'red' } }).jpeg()
      await client.put('turned.jpg', await plain.withMetadata({ orientation }).toBuffer())
      const sizeOf = async (process: string) => {
        const { width, height } = await sharp(await (await get(process, 'turned.jpg')).arrayBuffer()).metadata()
        return [width, height]
      }
      const isOnSide = orientation > 4
      expect(await sizeOf('image/resize,h_10')).toEqual(isOnSide ? [5, 10] : [20, 10])
      expect(await sizeOf('image/auto-orient,1/resize,h_10')).toEqual(isOnSide ? [5, 10] : [20, 10])
      expect(await sizeOf('image/auto-orient,0/resize,h_10')).toEqual([20, 10])
    },
  )

  const fileOf = (name: string) => readFile(new URL(`../../formats/files/${name}`, import.meta.url))

  const pixelsOf = async (picture: Buffer, angle = 0) =>
    sharp(await sharp(picture).rotate(angle).resize(12, 12, { fit: 'fill' }).removeAlpha().png().toBuffer())
      .raw()
      .toBuffer()

  it.each([
    ['irot90.heic', 'heic', 240, 320, 270],
    ['base.bmp', 'bmp', 320, 240, 0],
  ])('reads %s, which sharp cannot', async (name, format, width, height, angle) => {
    const file = await fileOf(name)
    await client.put(name, file)
    const described = await (await get('image/info', name)).json()
    expect(described).toMatchObject({
      FileSize: { value: `${file.length}` },
      Format: { value: format },
      ImageWidth: { value: `${width}` },
      ImageHeight: { value: `${height}` },
    })
    const answer = await get('image/resize,l_160/format,png', name)
    expect(answer.headers.get('content-type')).toBe('image/png')
    const small = Buffer.from(await answer.arrayBuffer())
    expect(await sharp(small).metadata()).toMatchObject({ width: width / 2, height: height / 2 })
    // Both show the picture of base.tiff. HEVC changes colours a little.
    const expected = await pixelsOf(await fileOf('base.tiff'), angle)
    const differences = (await pixelsOf(small)).map((value, index) => Math.abs(value - (expected[index] ?? 0)))
    expect(differences.reduce((sum, value) => sum + value, 0) / differences.length).toBeLessThan(12)
  })

  it('makes thumbnails of a HEIC with an odd size', async () => {
    await client.put('odd.heic', await readFile(new URL('../../server/content/files/201x151.heic', import.meta.url)))
    const answer = await get('image/resize,w_67/format,jpg', 'odd.heic')
    expect(await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).toMatchObject({ width: 67, height: 50 })
  })

  it.each(['base.bmp', 'irot90.heic'])('refuses the damaged pixels of %s', async (name) => {
    const file = await fileOf(name)
    await client.put('damaged', file.subarray(0, file.length / 2))
    const answer = await get('image/resize,w_10/format,png', 'damaged')
    expect([answer.status, /<Code>(\w+)/.exec(await answer.text())?.[1]]).toEqual([400, 'BadRequest'])
  })

  it('says that it cannot encode HEIC', async () => {
    await client.put('irot90.heic', await fileOf('irot90.heic'))
    const answer = await get('image/resize,w_10', 'irot90.heic')
    expect(answer.status).toBe(501)
    expect(await answer.text()).toContain('Add format,jpg to the instructions')
  })

  it('writes BMP: rows from the bottom, three bytes a pixel, blue first', async () => {
    const answer = await get('image/resize,w_16/format,bmp')
    expect(answer.headers.get('content-type')).toBe('image/bmp')
    const bmp = Buffer.from(await answer.arrayBuffer())
    const png = Buffer.from(await (await get('image/resize,w_16/format,png')).arrayBuffer())
    const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true })
    const rows = Array.from({ length: info.height }, (_, y) => data.subarray(y * 48, y * 48 + 48))
    const written = Buffer.concat(rows.reverse())
    for (let at = 0; at < written.length; at += 3) written.subarray(at, at + 3).reverse()
    expect([bmp.toString('latin1', 0, 2), bmp.readInt32LE(18), bmp.readInt32LE(22)]).toEqual(['BM', 16, info.height])
    const offset = bmp.readUInt32LE(10)
    expect(bmp.subarray(offset, offset + written.length)).toEqual(written)
  })

  it('makes AVIF', async () => {
    const answer = await get('image/resize,w_40/format,avif')
    expect(answer.headers.get('content-type')).toBe('image/avif')
    expect(await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).toMatchObject({
      compression: 'av1',
      width: 40,
    })
  })

  it('keeps the format of what is no GIF if a GIF is wanted', async () => {
    expect((await get('image/resize,w_40/format,gif')).headers.get('content-type')).toBe('image/jpeg')
  })

  it('describes an image', async () => {
    const { width, height } = await sharp((await client.get('photo.jpg')).content).metadata()
    const answer = await get('image/info')
    expect(answer.headers.get('content-type')).toBe('application/json')
    expect(await answer.json()).toMatchObject({
      Format: { value: 'jpg' },
      ImageWidth: { value: `${width}` },
      ImageHeight: { value: `${height}` },
    })
  })

  it('makes thumbnails of the requested size and format', async () => {
    const answer = await get('image/resize,m_fill,w_40,h_30/quality,q_80/format,webp')
    expect(answer.headers.get('content-type')).toBe('image/webp')
    const made = await sharp(Buffer.from(await answer.arrayBuffer())).metadata()
    expect([made.width, made.height, made.format]).toEqual([40, 30, 'webp'])
    const styled = await get('style/small')
    expect((await sharp(Buffer.from(await styled.arrayBuffer())).metadata()).width).toBe(32)
  })

  it('leaves a video unchanged', async () => {
    expect(await (await get('video/snapshot,t_1000', 'video.mp4')).text()).toBe('not really a video')
  })

  it.each([
    ['image/resize,w_10', 'video.mp4', 400, 'BadRequest'],
    ['image/resize,w_10', 'drawing.svg', 400, 'BadRequest'],
    ['image/resize,w_10', 'cut.jpg', 400, 'BadRequest'],
    ['image/resize,w_10', 'none', 404, 'NoSuchKey'],
    ['style/none', 'photo.jpg', 404, 'NoSuchStyle'],
    ['image/format,dng', 'photo.jpg', 400, 'InvalidArgument'],
    ['image', 'photo.jpg', 400, 'InvalidArgument'],
    ['image/average-hue', 'photo.jpg', 501, 'NotImplemented'],
  ])('%s of %s is answered %d %s', async (process, key, status, code) => {
    const answer = await get(process, key)
    expect([answer.status, /<Code>(\w+)/.exec(await answer.text())?.[1]]).toEqual([status, code])
  })

  it('makes the thumbnails of the inspection', async () => {
    const small = await running.cloud.inspect.thumbnail(running.cloud.bucket, 'photo.jpg', 50)
    const { width = 0, height = 0 } = await sharp(small).metadata()
    expect(Math.max(width, height)).toBe(50)
    expect(await running.cloud.inspect.thumbnail(running.cloud.bucket, 'video.mp4')).toBeUndefined()
  })
})
