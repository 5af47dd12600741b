import { kindOf, unknownExtension } from '../../../../miniprogram/components/oss-uploader/list/kind-of'

describe('kindOf', () => {
  it.each([
    ['a picture', { type: 'image/png' }, 'image'],
    ['a video', { type: 'video/mp4' }, 'video'],
    ['a PDF', { type: 'application/pdf' }, 'file'],
    ['a RealMedia video, whose type says application', { type: 'application/vnd.rn-realmedia' }, 'video'],
    ['a Photoshop file, whose type says image', { type: 'image/vnd.adobe.photoshop' }, 'file'],
    ['a picture of a type that the table lacks', { type: 'image/jxl', url: 'https://x/a' }, 'image'],
    ['an unknown type', { type: 'application/x-own', url: 'https://x/a' }, 'file'],
    ['an unknown extension', { url: 'https://x/a.xyz?b' }, 'file'],
    ['neither type nor extension', { url: 'https://x.com/a' }, 'image'],
    ['a name that ends in a figure', { name: '照片 3.12', url: 'https://x/a' }, 'image'],
  ])('judges %s', (_, file, kind) => {
    expect(kindOf(file)).toBe(kind)
  })
})

describe('unknownExtension', () => {
  it.each([
    [{ name: 'a.XYZ' }, 'xyz'],
    [{ name: 'a', url: 'https://x.com/a.dwgx?b.c' }, 'dwgx'],
    [{ url: 'https://x.com' }, ''],
    [{ key: '.env' }, ''],
    [{ name: 'Minutes 3.12' }, ''],
  ])('of %j is %j', (file, extension) => {
    expect(unknownExtension(file)).toBe(extension)
  })
})
