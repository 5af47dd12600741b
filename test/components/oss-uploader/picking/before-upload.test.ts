import {
  applyBeforeUpload,
  type BeforeUpload,
} from '../../../../miniprogram/components/oss-uploader/picking/before-upload'
import { UploadError } from '../../../../miniprogram/uploader/core/errors'
import { photo } from '../../rig/driven-uploader'

const FILE = photo('a.jpg')

describe('applyBeforeUpload', () => {
  describe.each([
    ['at once', (answer: unknown) => (() => answer) as BeforeUpload],
    ['by a promise', (answer: unknown) => (() => Promise.resolve(answer)) as BeforeUpload],
  ])('with what the app answers %s', (_, answering) => {
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
    ])('understands %s', async (_name, answer, prepared) => {
      expect(await applyBeforeUpload(FILE, answering(answer))).toEqual(prepared)
    })
  })

  it('lets every file pass if the app gives no function', async () => {
    expect(await applyBeforeUpload(FILE, null)).toEqual({ file: FILE })
  })

  it('gives the app a copy of the file', async () => {
    await applyBeforeUpload(FILE, (file) => {
      file.path = 'changed'
    })
    expect(FILE.path).toBe('wxfile://tmp_a.jpg')
  })

  it('turns what the app throws into an UploadError', async () => {
    const failing = (thrown: unknown) =>
      applyBeforeUpload(FILE, () => {
        throw thrown
      })
    await expect(failing(new Error('no canvas'))).rejects.toMatchObject({
      code: 'misuse',
      params: { detail: 'before-upload: no canvas' },
    })
    await expect(failing(new UploadError('file-empty'))).rejects.toMatchObject({ code: 'file-empty' })
  })
})
