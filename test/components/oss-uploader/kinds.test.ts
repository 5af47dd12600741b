import { openPage } from '../rig/host-page'
import { eventually } from '../rig/simulated'

const URL = 'https://files.example.com/2f/1a2b'
const stored = (name: string, type: string, extension: string) => ({
  key: `2f/1a2b.${extension}`,
  url: `${URL}.${extension}?Expires=1`,
  name,
  size: 2048,
  type,
  crc64: '1',
  verified: true,
  data: undefined,
})

const BOUND = [
  stored('身份证', 'image/jpeg', 'jpg'),
  { ...stored('毕业典礼', 'video/mp4', 'mp4'), thumb: `${URL}-cover.jpg`, duration: 72 },
  { ...stored('录音', 'audio/mp4', 'm4a'), duration: 42 },
  stored('合同', 'application/pdf', 'pdf'),
  stored('扫描件', 'image/tiff', 'tif'),
  stored('数据', 'application/octet-stream', 'bin'),
]

describe('what the library returns', () => {
  it('is shown by its kind when it is bound back', async () => {
    const page = openPage({ fileList: BOUND })
    await eventually(() =>
      expect(page.tiles().map(({ kind, tone, badge, duration }) => [kind, tone, badge, duration])).toEqual([
        ['image', undefined, undefined, undefined],
        ['video', undefined, undefined, '1:12'],
        ['file', 'sound', 'M4A', '0:42'],
        ['file', 'pdf', 'PDF', undefined],
        ['file', 'picture', 'TIF', undefined],
        ['file', 'file', 'BIN', undefined],
      ]),
    )
    expect(page.texts('.paper__badge')).toEqual(['M4A', 'PDF', 'TIF', 'BIN'])
    expect(page.texts('.sheet__fact')).toEqual(['0:42', '2 KB', '2 KB', '2 KB'])
    expect(page.has('.wave')).toBe(true)
  })

  it('is shown in a list as well', async () => {
    const page = openPage({ fileList: BOUND, columns: 1 })
    await eventually(() => expect(page.texts('.row__name')).toEqual(BOUND.map(({ name }) => name)))
    expect(page.texts('.paper__badge')).toEqual(['M4A', 'PDF', 'TIF', 'BIN'])
    expect(page.texts('.row__fact')).toEqual(expect.arrayContaining(['1:12', '0:42']))
  })

  it('opens in the viewer if that can show it; otherwise the page hears of the tap', async () => {
    const page = openPage({ fileList: BOUND })
    await eventually(() => expect(page.tiles()).toHaveLength(BOUND.length))
    for (const index of BOUND.keys()) await page.tap('.face', index)
    const names = (event: string) => page.eventsOf(event).map(({ file }) => (file as { name: string }).name)
    expect(names('preview')).toEqual(['身份证', '毕业典礼'])
    expect(names('click-file')).toEqual(['录音', '合同', '扫描件', '数据'])
  })
})

describe('a picture that cannot be loaded', () => {
  it('gives way to the next source, and then to a sheet of paper', async () => {
    const page = openPage({ fileList: [{ ...BOUND[0], path: 'wxfile://tmp_gone.jpg' }] })
    await eventually(() => expect(page.tiles()).toMatchObject([{ picture: 'wxfile://tmp_gone.jpg' }]))
    const fail = () => {
      const [{ picture } = {}] = page.tiles()
      page.call('onPictureError', { currentTarget: { dataset: { picture } } })
    }
    fail()
    await eventually(() => expect(page.tiles()).toMatchObject([{ picture: `${URL}.jpg?Expires=1` }]))
    fail()
    await eventually(() => expect(page.tiles()).toMatchObject([{ kind: 'file', tone: 'picture', badge: 'JPG' }]))
  })
})
