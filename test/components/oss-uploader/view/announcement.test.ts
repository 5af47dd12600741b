import type { UploaderItem } from '../../../../miniprogram/components/oss-uploader/item'
import { announcement } from '../../../../miniprogram/components/oss-uploader/view/announcement'

const items = (...all: Partial<UploaderItem>[]): UploaderItem[] =>
  all.map((item, index) => ({ uid: String(index), kind: 'image', path: 'p', status: 'uploading', ...item }))

describe('the announcement', () => {
  it.each([
    ['nothing while nothing is uploaded', items({ status: 'ready' }, { path: '', url: 'u', status: 'done' }), ''],
    ['the progress of all files, in quarters', items({ percent: 70 }, { percent: 40 }), '已上传 50%，完成 0/2'],
    [
      'how many have ended',
      items({ status: 'done', percent: 100 }, { status: 'failed' }, { percent: 10 }),
      '已上传 50%，完成 2/3',
    ],
    ['that all are uploaded', items({ status: 'done' }, { status: 'done' }), '全部上传完成，共 2 个'],
    ['that some have failed', items({ status: 'done' }, { status: 'failed' }), '已上传 1 个，失败 1 个'],
  ])('says %s', (_, list, text) => {
    expect(announcement(list, 'zh')).toBe(text)
  })

  it('also speaks English', () => {
    expect(announcement(items({ percent: 30 }), 'en')).toBe('25% uploaded, 0 of 1 finished')
  })
})
