import { reordered } from '../../../../miniprogram/components/oss-uploader/list/reordered'

describe('reordered', () => {
  it.each([
    ['forwards', 0, 2, 'bcade'],
    ['backwards', 3, 1, 'adbce'],
    ['to the end, however far', 1, 99, 'acdeb'],
    ['to the front', 4, -3, 'eabcd'],
    ['to its own place', 2, 2, 'abcde'],
  ])('moves one member %s', (_, from, to, expected) => {
    expect(reordered([...'abcde'], from, to).join('')).toBe(expected)
  })
})
