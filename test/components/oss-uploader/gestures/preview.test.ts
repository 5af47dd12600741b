import { isViewable, previewOf } from '../../../../miniprogram/components/oss-uploader/gestures/preview'
import { completed } from '../../../../miniprogram/components/oss-uploader/list/bound-item'
import { FORMATS } from '../../../../miniprogram/uploader/formats/table'

const LIST = [
  { uid: '1', kind: 'file', status: 'done', path: 'wxfile://a.pdf' },
  { uid: '2', kind: 'image', status: 'done', path: 'wxfile://b.jpg', url: 'https://x/b.jpg' },
  { uid: '3', kind: 'video', status: 'done', url: 'https://x/c.mp4', thumb: 'wxfile://c.jpg' },
] as const

describe('previewOf', () => {
  it('opens all pictures and videos, at the tapped one', () => {
    expect(previewOf(LIST, '3')).toEqual({
      media: {
        current: 1,
        sources: [
          { url: 'wxfile://b.jpg', type: 'image' },
          { url: 'https://x/c.mp4', type: 'video', poster: 'wxfile://c.jpg' },
        ],
      },
    })
  })

  it('opens a document that is on the device', () => {
    expect(previewOf(LIST, '1')).toEqual({ document: { filePath: 'wxfile://a.pdf', fileType: 'pdf' } })
  })

  it('opens a document whose name or media type says what its path does not', () => {
    const document = { filePath: 'wxfile://a', fileType: 'docx' }
    expect(previewOf([{ ...LIST[0], path: 'wxfile://a', name: '合同.docx' }], '1')).toEqual({ document })
  })

  it('opens exactly the formats that phones show as a picture, a video or a document', () => {
    const documents = ['docx', 'xlsx', 'pptx', 'pdf', 'doc', 'xls', 'ppt']
    for (const { type, extensions, kind, isShown } of FORMATS) {
      const extension = extensions[0] ?? ''
      const item = completed({ uid: '1', type, path: `wxfile://a.${extension}` }, 0)
      const preview = previewOf([item], '1')
      expect(isViewable(item)).toBe(preview !== undefined)
      expect([type, preview && 'media' in preview]).toEqual([
        type,
        isShown && ['picture', 'video'].includes(kind) ? true : documents.includes(extension) ? false : undefined,
      ])
    }
  })

  it('leaves out of the viewer what it cannot show', () => {
    const tiff = { uid: '4', kind: 'image', status: 'done', path: 'wxfile://d.tiff' } as const
    expect(previewOf([...LIST, tiff], '4')).toBeUndefined()
    expect(previewOf([...LIST, tiff], '2')).toMatchObject({ media: { sources: [{}, {}] } })
  })

  it.each([
    ['a document that is only in the bucket', { path: undefined, url: 'https://x/a.pdf' }],
    ['a file that no viewer reads', { path: 'wxfile://a.zip' }],
  ])('opens nothing for %s', (_, over) => {
    expect(previewOf([{ ...LIST[0], ...over }], '1')).toBeUndefined()
  })

  it('opens nothing for a uid that is not in the list', () => {
    expect(previewOf(LIST, 'x')).toBeUndefined()
  })
})
