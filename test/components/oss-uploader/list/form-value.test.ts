import type { UploaderItem } from '../../../../miniprogram/components/oss-uploader/item'
import { formValue, itemsOfValue } from '../../../../miniprogram/components/oss-uploader/list/form-value'

const stored = (uid: string): UploaderItem => ({
  uid,
  kind: 'image',
  status: 'done',
  key: uid,
  url: `https://x/${uid}`,
})
const A = stored('a.jpg')
const B = stored('b.jpg')

describe('the value of a form field', () => {
  it('has one entry for each stored file, in order', () => {
    const items = [B, { ...A, uid: 'x', status: 'uploading' as const }, A]
    expect(formValue(items, 'key')).toEqual(['b.jpg', 'a.jpg'])
    expect(formValue(items, 'url')).toEqual(['https://x/b.jpg', 'https://x/a.jpg'])
  })

  it('has the URL of a file that was bound without its key', () => {
    const { key: _, ...withoutKey } = A
    expect(formValue([withoutKey], 'key')).toEqual(['https://x/a.jpg'])
  })

  it('becomes a list that keeps its items and adds those it does not have', () => {
    expect(itemsOfValue(['new.pdf', 'a.jpg'], [A, B], 'key')).toEqual([
      { uid: 'new.pdf', key: 'new.pdf', kind: 'file', status: 'done' },
      A,
    ])
    expect(itemsOfValue(['https://x/c.jpg'], [A], 'url')).toMatchObject([{ url: 'https://x/c.jpg', kind: 'image' }])
    expect(itemsOfValue([], [A], 'key')).toEqual([])
  })
})
