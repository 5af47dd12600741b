import { previewOf } from '../../miniprogram/components/oss-uploader/preview'

const LIST = [
  { uid: '1', kind: 'file', status: 'done', path: 'wxfile://a.pdf' },
  { uid: '2', kind: 'image', status: 'done', path: 'wxfile://b.jpg', url: 'https://x/b.jpg' },
  { uid: '3', kind: 'video', status: 'done', url: 'https://x/c.mp4', thumb: 'wxfile://c.jpg' },
] as const

it('opens all pictures and videos at the one that was tapped', () => {
  expect(previewOf([...LIST], '3')).toEqual({
    current: 1,
    sources: [
      { url: 'wxfile://b.jpg', type: 'image' },
      { url: 'https://x/c.mp4', type: 'video', poster: 'wxfile://c.jpg' },
    ],
  })
})

it('opens nothing for a file', () => {
  expect(previewOf([...LIST], '1')).toBeUndefined()
})
