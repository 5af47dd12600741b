import { type BeforeUpload, judge } from '../../../../miniprogram/components/oss-uploader/picking/before-upload'
import { UploadError } from '../../../../miniprogram/uploader/core/errors'
import { photo } from '../../rig/driven-uploader'

const FILE = photo('a.jpg')

describe.each([
  ['at once', (verdict: unknown) => (() => verdict) as BeforeUpload],
  ['by a promise', (verdict: unknown) => (() => Promise.resolve(verdict)) as BeforeUpload],
])('what the app answers %s', (_, answering) => {
  it.each([
    ['nothing', undefined, { file: FILE }],
    ['true', true, { file: FILE }],
    ['false', false, { refusal: '' }],
    ['a refusal in words', { refuse: '只能上传证件照' }, { refusal: '只能上传证件照' }],
    ['another name', { name: 'front.jpg' }, { file: { ...FILE, name: 'front.jpg' } }],
    [
      'another file, of unknown size',
      { path: 'wxfile://cut.jpg' },
      { file: { ...FILE, path: 'wxfile://cut.jpg', size: 0 } },
    ],
    [
      'another file, of known size',
      { path: 'wxfile://cut.jpg', size: 7 },
      { file: { ...FILE, path: 'wxfile://cut.jpg', size: 7 } },
    ],
  ])('%s', async (_name, verdict, judged) => {
    expect(await judge(FILE, answering(verdict))).toEqual(judged)
  })
})

it('lets all pass where the app has nothing to say', async () => {
  expect(await judge(FILE, null)).toEqual({ file: FILE })
})

it('hands the app a copy', async () => {
  await judge(FILE, (file) => {
    file.path = 'changed'
  })
  expect(FILE.path).toBe('wxfile://tmp_a.jpg')
})

it('turns what the app throws into an error of the list', async () => {
  const failing = (thrown: unknown) =>
    judge(FILE, () => {
      throw thrown
    })
  await expect(failing(new Error('no canvas'))).rejects.toMatchObject({
    code: 'misuse',
    params: { detail: 'before-upload: no canvas' },
  })
  await expect(failing(new UploadError('file-empty'))).rejects.toMatchObject({ code: 'file-empty' })
})
