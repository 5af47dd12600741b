import sharp, { type OutputInfo, type Sharp } from 'sharp'
import { type Client, ossClient, SETUPS } from '../rig/ali-oss-clients'
import { assumeRole, type Running, startTestCloud } from '../rig/test-cloud'

/** 40×20: the left half is red, the right half is blue, and the lower right quarter is green. */
const drawing = (): Sharp =>
  sharp({ create: { width: 40, height: 20, channels: 3, background: '#ff0000' } }).composite([
    { input: { create: { width: 20, height: 20, channels: 3, background: '#0000ff' } }, left: 20, top: 0 },
    { input: { create: { width: 20, height: 10, channels: 3, background: '#00ff00' } }, left: 20, top: 10 },
  ])
const grey = (level: number): Sharp =>
  sharp({ create: { width: 40, height: 40, channels: 3, background: { r: level, g: level, b: level } } })

const base64 = (text: string) => Buffer.from(text).toString('base64url')

describe('The local cloud edits pictures: it', () => {
  let running: Running
  let client: Client
  const [setup] = SETUPS
  beforeAll(async () => {
    running = await startTestCloud()
    client = ossClient(running.cloud, await assumeRole(running.cloud), setup)
    await client.put('drawing.png', await drawing().png().toBuffer())
    await client.put('grey.png', await grey(100).png().toBuffer())
    await client.put(
      'white.png',
      await sharp({ create: { width: 300, height: 200, channels: 3, background: 'white' } })
        .png()
        .toBuffer(),
    )
    const frames = [grey(0), grey(255)].map((frame) => frame.png().toBuffer())
    await client.put(
      'animated.gif',
      await sharp(await Promise.all(frames), { join: { animated: true } })
        .gif()
        .toBuffer(),
    )
    await client.put(
      'wide.png',
      await sharp({ create: { width: 4097, height: 2, channels: 3, background: 'red' } })
        .png()
        .toBuffer(),
    )
  })
  afterAll(() => running.close())

  const get = async (process: string, key: string): Promise<Response> =>
    fetch(await client.signatureUrlV4('GET', 60, { queries: { 'x-oss-process': `image/${process}` } }, key))

  interface Seen extends OutputInfo {
    data: Buffer
    /** `#rrggbb`, or `#rrggbbaa` if it is not opaque. */
    at(x: number, y: number): string
  }

  const seen = async (image: Sharp): Promise<Seen> => {
    const { data, info } = await image.ensureAlpha().raw().toBuffer({ resolveWithObject: true })
    const at = (x: number, y: number) => {
      const hex = data.subarray((y * info.width + x) * 4, (y * info.width + x) * 4 + 4).toString('hex')
      return `#${hex.endsWith('ff') ? hex.slice(0, 6) : hex}`
    }
    return { ...info, data, at }
  }

  const edited = async (process: string, key = 'drawing.png'): Promise<Seen> => {
    const answer = await get(process, key)
    if (!answer.ok) throw new Error(await answer.text())
    return seen(sharp(Buffer.from(await answer.arrayBuffer())))
  }

  const cut = (left: number, top: number, width: number, height: number) =>
    drawing()
      .png()
      .toBuffer()
      .then((png) => seen(sharp(png).extract({ left, top, width, height })))

  /** JPEG changes colours at edges, so the same picture on white is encoded for comparison. */
  const expectWhiteInJpeg = async (process: string) => {
    const png = Buffer.from(await (await get(process, 'drawing.png')).arrayBuffer())
    const expected = await seen(sharp(await sharp(png).flatten({ background: 'white' }).jpeg().toBuffer()))
    expect((await edited(`${process}/format,jpg`)).data).toEqual(expected.data)
  }

  it.each<[string, [number, number, number, number]]>([
    ['crop,w_10,h_5', [0, 0, 10, 5]],
    ['crop,x_15,y_4', [15, 4, 25, 16]],
    ['crop,x_15,y_4,w_0,h_0', [15, 4, 25, 16]],
    ['crop,x_15,y_4,w_10,h_10', [15, 4, 10, 10]],
    ['crop,w_100,h_100', [0, 0, 40, 20]],
    ['crop,w_10,h_6,g_nw', [0, 0, 10, 6]],
    ['crop,w_10,h_6,g_north', [15, 0, 10, 6]],
    ['crop,w_10,h_6,g_ne', [30, 0, 10, 6]],
    ['crop,w_10,h_6,g_west', [0, 7, 10, 6]],
    ['crop,w_10,h_6,g_center', [15, 7, 10, 6]],
    ['crop,w_10,h_6,g_east', [30, 7, 10, 6]],
    ['crop,w_10,h_6,g_sw', [0, 14, 10, 6]],
    ['crop,w_10,h_6,g_south', [15, 14, 10, 6]],
    ['crop,w_10,h_6,g_se', [30, 14, 10, 6]],
    ['crop,x_3,y_2,w_10,h_6,g_se', [33, 16, 7, 4]],
    ['indexcrop,x_15', [0, 0, 15, 20]],
    ['indexcrop,x_15,i_2', [30, 0, 10, 20]],
    ['indexcrop,x_15,i_3', [0, 0, 40, 20]],
    ['indexcrop,y_6,i_3', [0, 18, 40, 2]],
    ['indexcrop,x_15,y_6,i_1', [0, 6, 40, 6]],
    ['indexcrop,x_100', [0, 0, 40, 20]],
  ])('cuts %s out as %j', async (process, [left, top, width, height]) => {
    const [made, expected] = await Promise.all([edited(process), cut(left, top, width, height)])
    expect([made.width, made.height]).toEqual([width, height])
    expect(made.data).toEqual(expected.data)
  })

  it('turns by quarters exactly', async () => {
    for (const angle of [0, 90, 180, 270, 360]) {
      const png = await drawing().png().toBuffer()
      const [made, expected] = await Promise.all([edited(`rotate,${angle}`), seen(sharp(png).rotate(angle))])
      expect([angle, made.width, made.height]).toEqual([angle, expected.width, expected.height])
      expect(made.data).toEqual(expected.data)
    }
  })

  it('turns by other angles into a larger picture, whose corners are transparent, or white in a JPG', async () => {
    const made = await edited('rotate,30')
    expect([made.width, made.height]).toEqual([45, 37])
    expect(made.at(0, 0)).toMatch(/00$/)
    expect(made.at(15, 13)).toBe('#ff0000')
    await expectWhiteInJpeg('rotate,30')
  })

  it('cuts a circle from the middle', async () => {
    const made = await edited('circle,r_5')
    expect([made.width, made.height]).toEqual([11, 11])
    expect(made.at(0, 0)).toMatch(/00$/)
    expect([made.at(1, 5), made.at(9, 3), made.at(8, 8), made.at(5, 0).slice(0, 3)]).toEqual([
      '#ff0000',
      '#0000ff',
      '#00ff00',
      '#ff',
    ])
    await expectWhiteInJpeg('circle,r_5')
  })

  it('makes the circle no larger than the picture', async () => {
    const { width, height } = await edited('circle,r_4096')
    expect([width, height]).toEqual([19, 19])
  })

  it('rounds the corners', async () => {
    const made = await edited('rounded-corners,r_4')
    expect([made.width, made.height]).toEqual([40, 20])
    expect([made.at(0, 0), made.at(39, 0), made.at(0, 19), made.at(39, 19)].map((color) => color.slice(7))).toEqual([
      '00',
      '00',
      '00',
      '00',
    ])
    expect([made.at(4, 0), made.at(0, 4), made.at(39, 15), made.at(3, 3)]).toEqual([
      '#ff0000',
      '#ff0000',
      '#00ff00',
      '#ff0000',
    ])
    expect((await edited('rounded-corners,r_4096')).at(5, 1)).not.toBe('#ff0000')
    await expectWhiteInJpeg('rounded-corners,r_4')
  })

  it('blurs by a Gaussian of the given radius and deviation', async () => {
    const made = await edited('blur,r_4,s_2')
    const weights = Array.from({ length: 9 }, (_, at) => Math.exp(-((at - 4) ** 2) / 8))
    const share = (from: number) =>
      weights.slice(from).reduce((sum, one) => sum + one, 0) / weights.reduce((sum, one) => sum + one, 0)
    // Along the top row, far from the green, only the edge at 20 matters.
    for (const x of [15, 16, 17, 18, 19]) {
      const blue = Number.parseInt(made.at(x, 0).slice(5, 7), 16)
      expect(Math.abs(blue - 255 * share(24 - x))).toBeLessThanOrEqual(1)
    }
    expect(made.at(15, 0)).toBe('#ff0000')
    const wider = await edited('blur,r_20,s_20')
    expect(wider.at(10, 0)).not.toBe('#ff0000')
  })

  it.each([
    ['bright,0', 100],
    ['bright,20', 151],
    ['bright,100', 255],
    ['bright,-20', 49],
    ['bright,-100', 0],
    ['contrast,0', 100],
    ['contrast,-100', 127],
    ['contrast,100', 72],
    ['sharpen,100', 100],
  ])('with %s makes an even grey of 100 to %i', async (process, level) => {
    const made = await edited(process, 'grey.png')
    const colors = new Set(Array.from({ length: 1600 }, (_, at) => made.data[at * 4]))
    expect(colors.size).toBe(1)
    expect(Math.abs(Number([...colors][0]) - level)).toBeLessThanOrEqual(1)
  })

  it('sharpens an edge more with a larger value', async () => {
    const edge = sharp(
      await grey(100)
        .composite([
          { input: { create: { width: 20, height: 40, channels: 3, background: '#969696' } }, left: 20, top: 0 },
        ])
        .png()
        .toBuffer(),
    )
    await client.put('edge.png', await edge.png().toBuffer())
    const step = async (process: string) => {
      const { data } = await edited(process, 'edge.png')
      return Number(data[20 * 4]) - Number(data[19 * 4])
    }
    const [soft, hard] = [await step('sharpen,50'), await step('sharpen,399')]
    expect(soft).toBeGreaterThan(50)
    expect(hard).toBeGreaterThan(soft)
  })

  it('edits a picture of one pixel', async () => {
    await client.put(
      'dot.png',
      await sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } })
        .png()
        .toBuffer(),
    )
    const steps =
      'crop,w_9,h_9/indexcrop,x_9/circle,r_9/rounded-corners,r_9/blur,r_50,s_50/bright,9/contrast,9/sharpen,99'
    const { width, height } = await edited(`${steps}/watermark,text_${base64('a')},fill_1/rotate,90`, 'dot.png')
    expect([width, height]).toEqual([1, 1])
  })

  it('does a chain of actions in its order', async () => {
    const png = await drawing().png().toBuffer()
    const turned = sharp(await sharp(png).rotate(90).png().toBuffer())
    expect((await edited('rotate,90/crop,w_8,h_8,g_se')).data).toEqual(
      (await seen(turned.extract({ left: 12, top: 32, width: 8, height: 8 }))).data,
    )
    const cutOut = sharp(await sharp(png).extract({ left: 32, top: 12, width: 8, height: 8 }).png().toBuffer())
    expect((await edited('crop,w_8,h_8,g_se/rotate,90')).data).toEqual((await seen(cutOut.rotate(90))).data)
    const { width, height } = await edited('resize,w_20/crop,w_15,h_15/resize,w_5/rotate,90')
    expect([width, height]).toEqual([3, 5])
  })

  it('turns a photo as its EXIF says before it cuts it', async () => {
    await client.put('turned.png', await drawing().withMetadata({ orientation: 6 }).png().toBuffer())
    const upright = sharp(
      await sharp(await drawing().png().toBuffer())
        .rotate(90)
        .png()
        .toBuffer(),
    )
    const expected = await seen(upright.extract({ left: 0, top: 32, width: 10, height: 8 }))
    expect((await edited('crop,w_10,h_8,g_sw', 'turned.png')).data).toEqual(expected.data)
  })

  it('cuts and shrinks every frame of an animation, and turns only the first', async () => {
    const framesOf = async (process: string) => {
      const gif = Buffer.from(await (await get(process, 'animated.gif')).arrayBuffer())
      const { width, pageHeight, height, pages = 1 } = await sharp(gif).metadata()
      return [width, pageHeight ?? height, pages]
    }
    expect(await framesOf('crop,w_10,h_8')).toEqual([10, 8, 2])
    expect(await framesOf('resize,w_20/crop,w_10,h_8/resize,w_5')).toEqual([5, 4, 2])
    expect(await framesOf('rotate,90')).toEqual([40, 40, 1])
    const refused = await get('blur,r_1,s_1', 'animated.gif')
    expect([refused.status, await refused.text()]).toEqual([501, expect.stringContaining('blur of an animated GIF')])
  })

  describe('Its watermark', () => {
    const text = base64('Hello World')

    interface Box {
      left: number
      top: number
      right: number
      bottom: number
    }
    /** The smallest box around everything that is not white, and the darkest red in it. */
    const inkOf = async (parameters: string): Promise<Box & { darkest: string }> => {
      const { data, width, height } = await edited(`watermark,text_${text},${parameters}`, 'white.png')
      const box = { left: width, top: height, right: -1, bottom: -1, darkest: '#ffffff' }
      let least = 766
      for (let at = 0; at < width * height; at += 1) {
        const rgb = data.subarray(at * 4, at * 4 + 3)
        if (rgb.every((value) => value === 255)) continue
        const [x, y] = [at % width, Math.floor(at / width)]
        Object.assign(box, {
          left: Math.min(box.left, x),
          top: Math.min(box.top, y),
          right: Math.max(box.right, x),
          bottom: Math.max(box.bottom, y),
        })
        const sum = rgb.reduce((total, value) => total + value, 0)
        if (sum < least) [least, box.darkest] = [sum, `#${rgb.toString('hex')}`]
      }
      return box
    }

    it('stands at the lower right, 10 px from the edges, black and 40 px high', async () => {
      const box = await inkOf('t_100')
      expect(box.darkest).toBe('#000000')
      expect([300 - 1 - box.right, 200 - 1 - box.bottom].every((margin) => margin >= 8 && margin <= 12)).toBe(true)
      expect(box.bottom - box.top).toBeGreaterThan(22)
      expect(box.bottom - box.top).toBeLessThan(45)
    })

    it.each<[string, (box: Box) => boolean]>([
      ['g_nw,x_20,y_30', ({ left, top }) => left >= 19 && left <= 23 && top >= 29 && top <= 33],
      ['g_north,y_30', ({ left, right, top }) => Math.abs(left - (299 - right)) <= 3 && top >= 29 && top <= 33],
      ['g_west,x_20', ({ left, top, bottom }) => left >= 19 && left <= 23 && Math.abs(top - (199 - bottom)) <= 3],
      [
        'g_center',
        ({ left, right, top, bottom }) => Math.abs(left - (299 - right)) <= 3 && Math.abs(top - (199 - bottom)) <= 3,
      ],
      ['g_center,voffset_40', ({ top, bottom }) => Math.abs(top - 80 - (199 - bottom)) <= 3],
      ['g_sw,x_0,y_0', ({ left, bottom }) => left <= 3 && bottom >= 196],
      [
        'g_se,x_0,y_0,rotate_90',
        ({ left, right, top, bottom }) => right >= 296 && bottom >= 196 && bottom - top > right - left,
      ],
      ['g_se,size_1000', ({ left, top, right, bottom }) => left <= 5 && top <= 5 && right > 250 && bottom > 180],
    ])('with %s stands where it should', async (parameters, isRight) => {
      const box = await inkOf(parameters.includes('size') ? parameters : `${parameters},size_20`)
      expect([box, isRight(box)]).toEqual([box, true])
    })

    it('has the given colour and opacity', async () => {
      expect((await inkOf('color_FF0000')).darkest).toBe('#ff0000')
      expect((await inkOf('color_000000,t_50')).darkest).toMatch(/^#(7f|80)(7f|80)(7f|80)$/)
      expect((await inkOf('t_0')).right).toBe(-1)
    })

    it('fills the picture', async () => {
      const box = await inkOf('fill_1,size_20,padx_10,pady_10')
      expect([box.left < 20, box.top < 20, box.right > 280, box.bottom > 180]).toEqual([true, true, true, true])
    })

    it('treats markup as text', async () => {
      const parameters = `watermark,text_${base64('<b>&amp;</b>')},size_20`
      const [made, plain] = [
        await edited(parameters, 'white.png'),
        await edited(`watermark,text_${base64('&')},size_20`, 'white.png'),
      ]
      const ink = ({ data }: Seen) => data.filter((value) => value < 128).length
      expect(ink(made)).toBeGreaterThan(2 * ink(plain))
    })

    it.each([' ', '\n', 'a\u0000b', '\u0007a', '\u202Ea', '👍', '\uFFFE', ']]>', '&#0;', '%n'])(
      'takes %j',
      async (odd) => {
        const { width, height } = await edited(`watermark,text_${base64(odd)},rotate_45`, 'white.png')
        expect([width, height]).toEqual([300, 200])
      },
    )

    it('may be much larger than the picture, and turned', async () => {
      const { width, height } = await edited(
        `watermark,text_${base64('W'.repeat(64))},size_1000,rotate_45,fill_1`,
        'white.png',
      )
      expect([width, height]).toEqual([300, 200])
    })

    it('takes Chinese text, which needs a font on the machine', async () => {
      expect(
        (await edited(`watermark,text_${base64('版权所有')},type_${base64('wqy-zenhei')}`, 'white.png')).width,
      ).toBe(300)
    })
  })

  it.each<[string, string, number, string, string | undefined]>([
    ['crop,w_abc', 'drawing.png', 400, 'InvalidArgument', '0040-00000225'],
    ['crop,h_-1', 'drawing.png', 400, 'InvalidArgument', '0040-00000226'],
    ['crop,w_5,h_5,g_fac', 'drawing.png', 400, 'InvalidArgument', '0040-00000209'],
    ['crop,w_5,g_toString', 'drawing.png', 400, 'InvalidArgument', '0040-00000209'],
    ['crop,x_40', 'drawing.png', 400, 'BadRequest', undefined],
    ['crop,y_abc', 'drawing.png', 400, 'InvalidArgument', undefined],
    ['indexcrop,x_0,i_0', 'drawing.png', 400, 'InvalidArgument', '0040-00000230'],
    ['indexcrop,i_0', 'drawing.png', 400, 'InvalidArgument', '0040-00000230'],
    ['indexcrop,x_10,i_abc', 'drawing.png', 400, 'InvalidArgument', '0040-00000229'],
    ['indexcrop,y_abc,i_0', 'drawing.png', 400, 'InvalidArgument', '0040-00000224'],
    ['circle,r_5000', 'drawing.png', 400, 'InvalidArgument', '0040-00000233'],
    ['circle', 'drawing.png', 400, 'InvalidArgument', undefined],
    ['rounded-corners,r_abc', 'drawing.png', 400, 'InvalidArgument', '0040-00000237'],
    ['rotate', 'drawing.png', 400, 'InvalidArgument', '0040-00000216'],
    ['rotate,abc', 'drawing.png', 400, 'InvalidArgument', '0040-00000217'],
    ['rotate,361', 'drawing.png', 400, 'InvalidArgument', '0040-00000217'],
    ['rotate,90,200,300', 'drawing.png', 400, 'InvalidArgument', '0040-00000203'],
    ['rotate,90', 'wide.png', 400, 'InvalidArgument', '0040-00000006'],
    ['blur,r_200,s_25', 'drawing.png', 400, 'InvalidArgument', '0040-00000241'],
    ['blur,r_3,s_abc', 'drawing.png', 400, 'InvalidArgument', '0040-00000242'],
    ['blur,r_3', 'drawing.png', 400, 'InvalidArgument', undefined],
    ['bright', 'drawing.png', 400, 'InvalidArgument', '0040-00000245'],
    ['bright,200', 'drawing.png', 400, 'InvalidArgument', '0040-00000246'],
    ['contrast,-101', 'drawing.png', 400, 'InvalidArgument', undefined],
    ['sharpen', 'drawing.png', 400, 'InvalidArgument', '0040-00000279'],
    ['sharpen,10', 'drawing.png', 400, 'InvalidArgument', '0040-00000280'],
    ['watermark', 'drawing.png', 400, 'InvalidArgument', '0040-00000278'],
    ['watermark,text_notbase64', 'drawing.png', 400, 'InvalidArgument', '0040-00000257'],
    ['watermark,text_', 'drawing.png', 400, 'InvalidArgument', '0040-00000257'],
    [`watermark,text_${base64('1234567890'.repeat(7))}`, 'drawing.png', 400, 'InvalidArgument', '0040-00000259'],
    ['watermark,text_SGVsbG8,type_notbase64', 'drawing.png', 400, 'InvalidArgument', '0040-00000250'],
    ['watermark,text_SGVsbG8,color_AABBCCDD', 'drawing.png', 400, 'InvalidArgument', '0040-00000254'],
    ['watermark,text_SGVsbG8,size_2000', 'drawing.png', 400, 'InvalidArgument', '0040-00000256'],
    ['watermark,text_SGVsbG8,size_0', 'drawing.png', 400, 'InvalidArgument', '0040-00000256'],
    ['watermark,text_SGVsbG8,g_xx', 'drawing.png', 400, 'InvalidArgument', '0040-00000260'],
    ['watermark,text_SGVsbG8,x_8000', 'drawing.png', 400, 'InvalidArgument', '0040-00000262'],
    ['watermark,text_SGVsbG8,t_200', 'drawing.png', 400, 'InvalidArgument', '0040-00000263'],
    ['watermark,text_SGVsbG8,y_8000', 'drawing.png', 400, 'InvalidArgument', '0040-00000264'],
    ['watermark,text_SGVsbG8,voffset_2000', 'drawing.png', 400, 'InvalidArgument', '0040-00000268'],
    ['watermark,text_SGVsbG8,rotate_400', 'drawing.png', 400, 'InvalidArgument', '0040-00000272'],
    ['watermark,text_SGVsbG8,fill_2', 'drawing.png', 400, 'InvalidArgument', '0040-00000274'],
  ])('answers %s of %s with %d %s, EC %s', async (process, key, status, code, ec) => {
    const answer = await get(process, key)
    const body = await answer.text()
    expect([answer.status, /<Code>(\w+)/.exec(body)?.[1], /<EC>([\d-]+)/.exec(body)?.[1]]).toEqual([status, code, ec])
  })

  it.each([
    ['average-hue', 'average-hue'],
    ['interlace,1', 'interlace'],
    ['toString,1', 'toString'],
    [`watermark,image_${base64('logo.png')}`, 'watermark with image'],
    [`watermark,text_${base64('a')},shadow_50`, 'watermark with shadow'],
  ])('answers %s with 501, and names what is missing: %s', async (process, missing) => {
    const answer = await get(process, 'drawing.png')
    expect([answer.status, await answer.text()]).toEqual([
      501,
      expect.stringContaining(`process images by ${missing}.`),
    ])
  })
})
