import { previewOf } from '../../../../miniprogram/components/oss-uploader/gestures/preview'

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
    expect(previewOf(LIST, '1')).toEqual({ document: { filePath: 'wxfile://a.pdf' } })
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
