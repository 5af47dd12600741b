import fc from 'fast-check'
import { contentDisposition } from '../../miniprogram/uploader/oss-v4/content-disposition'

describe('contentDisposition', () => {
  it.each([
    ['image/jpeg', undefined, undefined],
    ['image/jpeg', '照片.jpg', "inline; filename*=UTF-8''%E7%85%A7%E7%89%87.jpg"],
    ['image/jpeg', 'a "b".jpg', "inline; filename*=UTF-8''a%20%22b%22.jpg"],
    ['video/mp4', 'a.mp4', "inline; filename*=UTF-8''a.mp4"],
    ['application/pdf', undefined, 'attachment'],
    ['application/pdf', 'a"b;c$.pdf', "attachment; filename*=UTF-8''a%22b%3Bc%24.pdf"],
    ['image/svg+xml', undefined, 'attachment'],
    ['text/html', 'a.html', "attachment; filename*=UTF-8''a.html"],
  ])('of %s named %s is %s', (type, name, expected) => {
    expect(contentDisposition(type, name)).toBe(expected)
  })

  it('is of the given kind rather than of the type’s', () => {
    expect(contentDisposition('image/jpeg', 'a.jpg', 'attachment')).toBe("attachment; filename*=UTF-8''a.jpg")
    expect(contentDisposition('application/pdf', undefined, 'inline')).toBeUndefined()
  })

  it('is a safe header for any name: with line breaks, quotes and halves of surrogate pairs', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (name) => {
        expect(contentDisposition('image/png', name)).toMatch(/^inline; filename\*=UTF-8''([\w.~-]|%[0-9A-F]{2})+$/)
      }),
    )
    expect(contentDisposition('image/png', '\ud800')).toBe("inline; filename*=UTF-8''%EF%BF%BD")
  })
})
