import fc from 'fast-check'
import { type BoundItem, completed } from '../../../../miniprogram/components/oss-uploader/list/bound-item'
import { lookOf } from '../../../../miniprogram/components/oss-uploader/view/file-look'
import type { StoredFile } from '../../../../miniprogram/uploader/contract'
import type { Format } from '../../../../miniprogram/uploader/formats/read-table'
import { FORMATS } from '../../../../miniprogram/uploader/formats/table'

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
    ['its media type', { type: 'video/mp4', name: '毕业典礼', url: 'https://x/a' }, 'video'],
    ['its media type with parameters', { type: 'text/csv; charset=gb18030', url: 'https://x/a' }, 'file'],
    ['its URL if the name has no extension', { name: '身份证', url: 'https://x/a.mp4' }, 'video'],
    ['its key if the URL has no extension', { url: 'https://x/a', key: 'u/a.pdf' }, 'file'],
    ['an unknown extension', { url: 'https://x/a.xyz' }, 'file'],
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

  it('keeps its media type, and shows its thumbnail', () => {
    const item = { url: 'https://x/a.heic', type: 'image/heic', thumbnailUrl: 'https://x/a.heic?x-oss-process=1' }
    expect(completed(item, 0)).toEqual({
      uid: item.url,
      url: item.url,
      type: 'image/heic',
      thumb: item.thumbnailUrl,
      kind: 'image',
      status: 'done',
    })
    expect(completed({ ...item, thumb: 'https://x/t' }, 0).thumb).toBe('https://x/t')
  })

  it('loses the fields of other uploaders', () => {
    expect(
      Object.keys(completed({ url: 'https://x/a', type: 'image', isImage: true, isVideo: false }, 0)).sort(),
    ).toEqual(['kind', 'status', 'uid', 'url'])
  })
})

/** A stored file as the backend answers: the key has the format's first extension, the name is the user's own. */
const storedFile = (format: Format): fc.Arbitrary<StoredFile> =>
  fc
    .record({
      name: fc.option(fc.constantFrom('a', '合同', 'v1.final', 'a.unknown', `a.${format.extensions[0]}`), {
        nil: undefined,
      }),
      query: fc.constantFrom('', '?x-oss-expires=3600&x-oss-signature=a.jpg', '?b=/c.pdf'),
      hasExtension: fc.boolean(),
    })
    .map(({ name, query, hasExtension }) => {
      const key = `photo/2f/1a2b${hasExtension ? `.${format.extensions[0]}` : ''}`
      const url = `https://files.example.ai/${key}${query}`
      return { key, url, ...(name && { name }), size: 3, type: format.type, crc64: '1', data: undefined }
    })

const KINDS: Record<string, string> = { picture: 'image', video: 'video' }

describe('a stored file that is bound back', () => {
  it.each(FORMATS.map((format) => [format.type, format] as const))('has the kind and the look of %s', (_, format) => {
    fc.assert(
      fc.property(storedFile(format), fc.boolean(), (file, hasType) => {
        fc.pre(hasType || /\.\w+$/.test(file.key))
        const { type: _type, ...untyped } = file
        const bound: BoundItem = hasType ? file : untyped
        const item = completed(bound, 0)
        const kind = KINDS[format.kind] ?? 'file'
        expect(item).toMatchObject({ uid: file.key, status: 'done', kind, size: 3 })
        expect(lookOf(item)).toMatchObject({ kind: format.isShown ? kind : 'file', tone: format.kind })
      }),
      { numRuns: 30 },
    )
  })
})
