import { type BoundItem, completed } from '../../../../miniprogram/components/oss-uploader/list/bound-item'

describe('a bound item', () => {
  it.each<[string, BoundItem, object]>([
    ['a URL', { url: 'https://x/a' }, { uid: 'https://x/a', kind: 'image', status: 'done' }],
    ['a key', { key: 'k/a.mp4' }, { uid: 'k/a.mp4', kind: 'video', status: 'done' }],
    ['a path', { path: 'wxfile://a.jpg' }, { uid: 'wxfile://a.jpg', kind: 'image', status: 'ready' }],
    ['nothing', {}, { uid: '3', status: 'ready' }],
  ])('is completed from %s', (_, item, expected) => {
    expect(completed(item, 3)).toMatchObject(expected)
  })

  it.each<[string, BoundItem, string]>([
    ['its own kind', { kind: 'file', url: 'https://x/a.jpg' }, 'file'],
    ['TDesign’s type', { type: 'video', url: 'https://x/a' }, 'video'],
    ['another type', { type: 'audio', url: 'https://x/a' }, 'file'],
    ['Vant’s isVideo', { isVideo: true, url: 'https://x/a' }, 'video'],
    ['Vant’s isImage', { isImage: true, url: 'https://x/a.pdf' }, 'image'],
    ['its name', { name: 'Report.PDF', url: 'https://x/a' }, 'file'],
    ['a signed URL', { url: 'https://x/a.MOV?sign=b.jpg' }, 'video'],
  ])('has its kind from %s', (_, item, kind) => {
    expect(completed(item, 0).kind).toBe(kind)
  })

  it.each<[NonNullable<BoundItem['status']>, string]>([
    ['loading', 'uploading'],
    ['success', 'done'],
    ['reload', 'failed'],
    ['paused', 'paused'],
  ])('may have the status %s of another uploader', (status, expected) => {
    expect(completed({ url: 'https://x/a', status }, 0).status).toBe(expected)
  })

  it('loses the fields of other uploaders', () => {
    expect(
      Object.keys(completed({ url: 'https://x/a', type: 'image', isImage: true, isVideo: false }, 0)).sort(),
    ).toEqual(['kind', 'status', 'uid', 'url'])
  })
})
