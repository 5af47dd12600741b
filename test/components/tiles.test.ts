import type { UploaderItem } from '../../miniprogram/components/oss-uploader/item'
import { toAddTile, toTiles } from '../../miniprogram/components/oss-uploader/tiles'

const FLAGS = { locale: 'zh', isFixed: false, isDeletable: true } as const
const ADD = { locale: 'zh', accept: 'image', maxCount: 9, isDisabled: false, isReadonly: false } as const

const item = (over: Partial<UploaderItem>): UploaderItem => ({
  uid: '1',
  kind: 'image',
  status: 'ready',
  path: 'wxfile://tmp_a.jpg',
  ...over,
})
const tile = (over: Partial<UploaderItem>, flags: Partial<Parameters<typeof toTiles>[1]> = {}) =>
  toTiles([item(over)], { ...FLAGS, ...flags })[0]

describe('the picture of a tile', () => {
  it.each([
    ['the local photo, although it has an address', { url: 'https://x/a.jpg' }, 'wxfile://tmp_a.jpg'],
    ['the address where no local file is left', { path: undefined, url: 'https://x/a.jpg' }, 'https://x/a.jpg'],
    ['of a video its thumbnail', { kind: 'video', thumb: 'wxfile://tmp_t.jpg' }, 'wxfile://tmp_t.jpg'],
    ['none of a video without thumbnail', { kind: 'video' }, ''],
    ['none of a file', { kind: 'file' }, ''],
  ] as const)('is %s', (_, over, picture) => {
    expect(tile(over)?.picture).toBe(picture)
  })

  it.each([
    ['the name', { name: 'Quarterly report.final.pdf' }, 'PDF'],
    ['the path', { path: 'wxfile://tmp_x.DOCX' }, 'DOCX'],
    ['a signed address', { path: undefined, url: 'https://x/y.zip?Expires=1' }, 'ZIP'],
    ['nothing where there is no extension', { path: 'wxfile://tmp_x' }, ''],
  ] as const)('is for a file a badge from %s', (_, over, badge) => {
    expect(tile({ kind: 'file', ...over })?.badge).toBe(badge)
  })
})

describe('what a tile says', () => {
  it.each([
    ['ready', { status: 'ready' }, '待上传', '照片 1，待上传，轻点查看'],
    ['queued', { status: 'uploading', percent: 0 }, '等待中', '照片 1，上传中，等待中，轻点查看'],
    ['sending', { status: 'uploading', percent: 42 }, '42%', '照片 1，上传中，42%，轻点查看'],
    ['paused', { status: 'paused', message: '等待网络' }, '等待网络', '照片 1，上传中，等待网络，轻点查看'],
    ['done', { status: 'done' }, '', '照片 1，已上传，轻点查看'],
    [
      'failed',
      { status: 'failed', code: 'network', message: '网络不给力' },
      '网络不给力',
      '照片 1，上传失败，网络不给力，重试',
    ],
  ] as const)('%s', (_, over, caption, label) => {
    expect(tile(over)).toMatchObject({ caption, label })
  })

  it('speaks English, and names the file', () => {
    expect(tile({ kind: 'file', name: 'a.pdf', status: 'done' }, { locale: 'en' })).toMatchObject({
      label: 'File 1, a.pdf, Uploaded',
      removeLabel: 'Remove File 1',
    })
  })

  it('is busy while it uploads, and only then', () => {
    const busy = (['ready', 'uploading', 'paused', 'done', 'failed'] as const).filter(
      (status) => tile({ status })?.isBusy,
    )
    expect(busy).toEqual(['uploading'])
  })
})

describe('what a tile offers', () => {
  it('can be removed in every state', () => {
    for (const status of ['ready', 'uploading', 'paused', 'done', 'failed'] as const) {
      expect(tile({ status })?.removeLabel).toBe('删除 照片 1')
    }
  })

  it.each([
    ['network', '重试'],
    ['server-unreachable', '重试'],
    ['file-too-large', ''],
    ['type-not-accepted', ''],
    ['file-missing', ''],
  ] as const)('after %s: "%s"', (code, retry) => {
    expect(tile({ status: 'failed', code })?.retry).toBe(retry)
  })

  it('has nothing to retry without a local file', () => {
    expect(tile({ status: 'failed', code: 'network', path: undefined })?.retry).toBe('')
  })

  it('offers nothing where the list is fixed', () => {
    expect(tile({ status: 'failed', code: 'network' }, { isFixed: true })).toMatchObject({ retry: '', removeLabel: '' })
  })
})

describe('the tile that adds', () => {
  it.each([
    ['says how many an empty list may take', 0, {}, { isShown: true, title: '添加照片', note: '最多 9 个' }],
    ['counts', 2, {}, { isShown: true, note: '2/9' }],
    ['goes when the list is full', 9, {}, { isShown: false }],
    ['goes when the list is only to be seen', 0, { isReadonly: true }, { isShown: false }],
    ['stays when disabled', 0, { isDisabled: true }, { isShown: true, isDisabled: true }],
    ['says where files come from', 0, { accept: 'file', locale: 'en' }, { title: 'Choose files from a chat' }],
  ] as const)('%s', (_, count, flags, expected) => {
    expect(toAddTile(count, { ...ADD, ...flags })).toMatchObject(expected)
  })
})
