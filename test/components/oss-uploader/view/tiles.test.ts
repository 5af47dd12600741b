import type { UploaderItem } from '../../../../miniprogram/components/oss-uploader/item'
import { toAddTile } from '../../../../miniprogram/components/oss-uploader/view/add-tile'
import { type Tile, type TileFlags, toTiles } from '../../../../miniprogram/components/oss-uploader/view/tiles'

const FLAGS: TileFlags = {
  locale: 'zh',
  isFixed: false,
  isDeletable: true,
  hasSlot: false,
  speed: () => 0,
  isBroken: () => false,
}
const ADD = { locale: 'zh', accept: 'image', maxCount: 9, maxSize: 0, isDisabled: false, isReadonly: false } as const

const item = (over: Partial<UploaderItem>): UploaderItem => ({
  uid: '1',
  kind: 'image',
  status: 'ready',
  path: 'wxfile://tmp_a.jpg',
  ...over,
})
const tile = (over: Partial<UploaderItem>, flags: Partial<TileFlags> = {}): Tile | undefined =>
  toTiles([item(over)], { ...FLAGS, ...flags })[0]

describe('the picture of a tile', () => {
  it.each([
    ['the local photo, even if it has a URL', { url: 'https://x/a.jpg' }, 'wxfile://tmp_a.jpg'],
    ['the URL if there is no local file', { path: undefined, url: 'https://x/a.jpg' }, 'https://x/a.jpg'],
    ['the cover of a video', { kind: 'video', thumb: 'wxfile://tmp_t.jpg' }, 'wxfile://tmp_t.jpg'],
    ['empty for a video without a cover', { kind: 'video' }, ''],
    ['empty for a file', { kind: 'file' }, ''],
    ['empty for a picture that phones cannot show', { path: 'wxfile://tmp_a.tiff' }, ''],
    ['the thumbnail of such a picture', { path: 'wxfile://tmp_a.heic', thumb: 'https://x/t' }, 'https://x/t'],
    ['the URL if nothing says what it is', { path: undefined, url: 'https://x/a' }, 'https://x/a'],
  ] as const)('is %s', (_, over, picture) => {
    expect(tile(over)?.picture).toBe(picture)
  })

  it.each([
    ['the name', { name: 'Quarterly report.final.pdf' }, 'PDF', 'pdf'],
    ['the path', { path: 'wxfile://tmp_x.DOCX' }, 'DOCX', 'word'],
    ['a signed URL', { path: undefined, url: 'https://x/y.zip?Expires=1' }, 'ZIP', 'archive'],
    ['a key', { path: undefined, key: 'uploads/y.xlsx' }, 'XLSX', 'sheet'],
    ['the media type', { name: '合同', type: 'application/pdf' }, 'PDF', 'pdf'],
    ['an unknown extension, without a colour of its own', { path: undefined, name: 'a.xyz' }, 'XYZ', 'file'],
    ['a format whose extension is too long', { name: 'a.numbers' }, '', 'sheet'],
    ['nothing if there is no extension', { path: 'wxfile://tmp_x' }, '', 'file'],
  ] as const)('is replaced for a file by a badge and a colour from %s', (_, over, badge, tone) => {
    expect(tile({ kind: 'file', ...over })).toMatchObject({ badge, tone })
  })

  it.each([
    ['a picture that phones cannot show', { path: 'wxfile://tmp_a.tif' }, 'TIF', 'picture'],
    ['a video that phones cannot play', { kind: 'video', path: 'wxfile://tmp_a.mkv' }, 'MKV', 'video'],
    ['a picture of which only the key is known', { path: undefined, key: 'u/a.jpg' }, 'JPG', 'picture'],
  ] as const)('is a sheet of paper for %s', (_, over, badge, tone) => {
    expect(tile(over)).toMatchObject({ kind: 'file', picture: '', badge, tone })
  })

  it('is the next one after a picture that turned out broken, and a sheet of paper after the last', () => {
    const sources = ['wxfile://tmp_a.jpg', 'https://x/t', 'https://x/a.jpg']
    const [path, thumb, url] = sources
    const after = (broken: string[]) =>
      tile({ path, thumb, url, status: 'done' }, { isBroken: (picture) => broken.includes(picture) })
    expect([0, 1, 2].map((count) => after(sources.slice(0, count))?.picture)).toEqual(sources)
    expect(after(sources)).toMatchObject({ kind: 'file', picture: '', badge: 'JPG', tone: 'picture' })
  })

  it('has its duration for a sound, which is called so', () => {
    expect(tile({ kind: 'file', path: 'wxfile://tmp_a.m4a', duration: 42 }, { locale: 'en' })).toMatchObject({
      kind: 'file',
      tone: 'sound',
      badge: 'M4A',
      duration: '0:42',
      title: 'Audio 1, M4A',
    })
    expect(tile({ kind: 'file', name: 'a.mp3' })).toMatchObject({ title: '音频 1，a.mp3', duration: '' })
    expect(tile({ kind: 'file', name: 'a.pdf', duration: 42 })?.duration).toBe('')
  })

  it('comes with the size and the duration if they are known', () => {
    expect(tile({ kind: 'video', size: 18_400_000, duration: 72 })).toMatchObject({ size: '18 MB', duration: '1:12' })
    expect(tile({})).toMatchObject({ size: '', duration: '' })
  })
})

describe('the caption of a tile', () => {
  it.each([
    ['ready', { status: 'ready' }, '待上传'],
    ['waiting', { status: 'uploading', phase: 'waiting' }, '等待中'],
    ['sending', { status: 'uploading', phase: 'sending', percent: 42 }, '上传中'],
    ['bound by a host as uploading', { status: 'uploading', percent: 42 }, '上传中'],
    ['confirming', { status: 'uploading', phase: 'confirming', percent: 99 }, '确认中'],
    ['paused by the user', { status: 'paused', pausedBy: 'user' }, '已暂停'],
    ['paused without network', { status: 'paused', pausedBy: 'offline' }, '等待网络'],
    ['done', { status: 'done' }, '已上传'],
    ['failed', { status: 'failed', code: 'network', message: '网络不给力' }, '网络不给力'],
    ['failed for no known reason', { status: 'failed' }, '上传失败'],
  ] as const)('is right when %s', (_, over, caption) => {
    expect(tile(over)?.caption).toBe(caption)
  })

  it('comes with a title for screen readers', () => {
    expect(tile({ kind: 'file', name: 'a.pdf' }, { locale: 'en' })?.title).toBe('File 1, a.pdf')
    expect(toTiles([item({}), item({ uid: '2', kind: 'video' })], FLAGS).map(({ title }) => title)).toEqual([
      '照片 1',
      '视频 2',
    ])
  })

  it('comes with a percent and a speed only while bytes are sent', () => {
    const speed = () => 1_300_000
    const shown = (over: Partial<UploaderItem>) => {
      const { percent, speed: shownSpeed, isConfirming } = tile(over, { speed }) ?? {}
      return [percent, shownSpeed, isConfirming]
    }
    expect(shown({ status: 'uploading', phase: 'waiting', percent: 0 })).toEqual([0, '', false])
    expect(shown({ status: 'uploading', phase: 'sending', percent: 42 })).toEqual([42, '1.2 MB/s', false])
    expect(shown({ status: 'uploading', phase: 'confirming', percent: 99 })).toEqual([99, '', true])
    expect(shown({ status: 'paused', percent: 42 })).toEqual([42, '', false])
    expect(shown({ status: 'done', percent: 100 })).toEqual([0, '', false])
  })
})

describe('a tile', () => {
  it('can be removed in every state', () => {
    for (const status of ['ready', 'uploading', 'paused', 'done', 'failed'] as const) {
      expect(tile({ status })?.isRemovable).toBe(true)
    }
  })

  it.each([
    ['network', true],
    ['server-unreachable', true],
    ['file-too-large', false],
    ['file-empty', false],
    ['type-not-accepted', false],
    ['file-missing', false],
  ] as const)('after %s can be retried: %s', (code, canRetry) => {
    expect(tile({ status: 'failed', code })?.canRetry).toBe(canRetry)
  })

  it('cannot be retried without a local file', () => {
    expect(tile({ status: 'failed', code: 'network', path: undefined })?.canRetry).toBe(false)
  })

  it('can be resumed by the user only if the user paused it', () => {
    expect(tile({ status: 'paused', pausedBy: 'user' })).toMatchObject({ canResume: true, action: '继续' })
    expect(tile({ status: 'paused', pausedBy: 'background' })).toMatchObject({ canResume: false, action: '点击查看' })
  })

  it('says what a tap does', () => {
    expect(tile({ status: 'done' })?.action).toBe('点击查看')
    expect(tile({ status: 'failed', code: 'timeout' })?.action).toBe('重试')
    expect(tile({ status: 'failed', code: 'file-empty' })?.action).toBe('')
    expect(tile({ status: 'done', kind: 'file' })?.action).toBe('')
    expect(tile({ status: 'done', kind: 'file', name: 'a.pdf' })?.action).toBe('点击查看')
    expect(tile({ status: 'done', path: 'wxfile://tmp_a.tiff' })?.action).toBe('')
  })

  it('offers nothing if the list is fixed', () => {
    const offers = { canRetry: false, canResume: false, isRemovable: false }
    expect(tile({ status: 'failed', code: 'network' }, { isFixed: true })).toMatchObject(offers)
    expect(tile({ status: 'paused', pausedBy: 'user' }, { isFixed: true })).toMatchObject(offers)
  })

  it('cannot be removed if the host or the item forbids it', () => {
    expect(tile({}, { isDeletable: false })?.isRemovable).toBe(false)
    expect(tile({ deletable: false })?.isRemovable).toBe(false)
  })

  it('has its own slot if the host uses slots', () => {
    expect([tile({})?.slot, tile({}, { hasSlot: true })?.slot]).toEqual(['', 'tile-1'])
  })
})

describe('the tile that adds files', () => {
  it.each([
    ['says how many files an empty list may hold', 0, {}, { isShown: true, title: '添加照片', note: '最多 9 个' }],
    ['says how big they may be', 0, { maxSize: 20 * 1024 ** 2 }, { note: '最多 9 个，单个不超过 20 MB' }],
    ['counts the files', 2, {}, { isShown: true, note: '2/9' }],
    ['is hidden when the list is full', 9, {}, { isShown: false }],
    ['is hidden when the list is only shown', 1, { isReadonly: true }, { isShown: false }],
    ['says that a list that is only shown is empty', 0, { isReadonly: true }, { isShown: true, title: '暂无文件' }],
    ['is shown while the list is disabled', 0, { isDisabled: true }, { isShown: true, isDisabled: true }],
    ['is busy while the picker is open', 0, { isPicking: true }, { isBusy: true, title: '处理中…' }],
    ['says where files come from', 0, { accept: 'file', locale: 'en' }, { title: 'Choose files from a chat' }],
  ] as const)('%s', (_, count, flags, expected) => {
    expect(toAddTile(count, { ...ADD, isPicking: false, ...flags })).toMatchObject(expected)
  })
})
