import { fileQuery, publicUrl, signedUrl } from '../../miniprogram/uploader/oss-v4/file-url'
import { PRIMITIVES } from './primitives'

const MINUTE = 60_000
const TEN = Date.UTC(2026, 0, 2, 3, 10)
const place = {
  domain: 'https://files.example.com',
  bucket: 'examplebucket',
  region: 'cn-hangzhou',
  key: 'uploads/photo/u/1.jpg',
}
const keys = { accessKeyId: 'STS.testid', accessKeySecret: 'testsecret', securityToken: 'tok+en==' }

describe('fileQuery', () => {
  it('is empty for a file as it is', () => {
    expect(fileQuery({})).toEqual({})
  })

  it('asks OSS to process the file, and to name it for saving', () => {
    expect(fileQuery({ process: 'style/small', downloadAs: '照片.jpg' })).toEqual({
      'x-oss-process': 'style/small',
      'response-content-disposition': "attachment; filename*=UTF-8''%E7%85%A7%E7%89%87.jpg",
    })
  })
})

describe('publicUrl', () => {
  it('is domain and key', () => {
    expect(publicUrl({ ...place, key: 'uploads/a b.jpg' })).toEqual({
      url: 'https://files.example.com/uploads/a%20b.jpg',
    })
  })

  it('carries the query', () => {
    expect(publicUrl(place, { 'x-oss-process': 'style/small' })).toEqual({
      url: 'https://files.example.com/uploads/photo/u/1.jpg?x-oss-process=style%2Fsmall',
    })
  })
})

describe.each(PRIMITIVES)('signedUrl with %s', (_, primitives) => {
  const urlAt = (now: number, until = TEN + 120 * MINUTE) => signedUrl(place, {}, keys, { now, until }, primitives)

  it('is the same all through ten minutes, so that image caches hit', () => {
    const urls = [0, 1, 9 * MINUTE, 10 * MINUTE - 1].map((later) => urlAt(TEN + later).url)
    expect(new Set(urls).size).toBe(1)
    expect(urlAt(TEN + 10 * MINUTE).url).not.toBe(urls[0])
  })

  it('lasts an hour from the date that it carries, and says how much of that is left', () => {
    const { url, expiresIn } = urlAt(TEN + 4 * MINUTE)
    const query = new URL(url).searchParams
    expect(query.get('x-oss-date')).toBe('20260102T031000Z')
    expect(query.get('x-oss-expires')).toBe('3600')
    expect(query.get('x-oss-security-token')).toBe('tok+en==')
    expect(expiresIn).toBe(56 * 60)
  })

  it('ends with its credentials', () => {
    const { url, expiresIn } = urlAt(TEN + 4 * MINUTE, TEN + 30 * MINUTE)
    expect(new URL(url).searchParams.get('x-oss-expires')).toBe('1800')
    expect(expiresIn).toBe(26 * 60)
    expect(urlAt(TEN + 4 * MINUTE, TEN).expiresIn).toBe(0)
  })
})
