import type { UploaderItem } from '../../../../miniprogram/components/oss-uploader/item'
import { announcement } from '../../../../miniprogram/components/oss-uploader/view/announcement'

const items = (...all: Partial<UploaderItem>[]): UploaderItem[] =>
  all.map((item, index) => ({ uid: String(index), kind: 'image', path: 'p', status: 'uploading', ...item }))

it.each([
  ['nothing, where nothing goes up', items({ status: 'ready' }, { path: '', url: 'u', status: 'done' }), ''],
  ['how far all are, in quarters', items({ percent: 70 }, { percent: 40 }), '已上传 50%，完成 0/2'],
  [
    'how many have ended',
    items({ status: 'done', percent: 100 }, { status: 'failed' }, { percent: 10 }),
    '已上传 50%，完成 2/3',
  ],
  ['that all are there', items({ status: 'done' }, { status: 'done' }), '2 个已全部上传'],
  ['that some are not', items({ status: 'done' }, { status: 'failed' }), '1 个已上传，1 个失败'],
])('says %s', (_, list, text) => {
  expect(announcement(list, 'zh')).toBe(text)
})

it('speaks English', () => {
  expect(announcement(items({ percent: 30 }), 'en')).toBe('25% uploaded, 0 of 1 finished')
})
