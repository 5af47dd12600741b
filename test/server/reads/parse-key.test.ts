import fc from 'fast-check'
import { parseKey } from '../../../server/reads/parse-key'

const OWNER = '0123456789abcdef01234567'
const ID = '00112233445566778899aabbccddeeff'
const folders = new Map([
  ['photo', 'photo'],
  ['2026/people', 'avatar'],
])
const parse = (key: string) => parseKey(key, 'app/uploads', folders)

const PHOTO = `app/uploads/photo/${OWNER}/${ID}.jpg`
const PUT = `app/uploads/sts/${OWNER}/album/1.jpg`

describe('a key', () => {
  it('of a confirmed file contains its route, owner, id and extension', () => {
    const parsed = { kind: 'confirmed', route: 'photo', owner: OWNER, id: ID, extension: 'jpg' }
    expect(parse(PHOTO)).toEqual(parsed)
    const avatar = `app/uploads/2026/people/${OWNER}/${ID}.jpg`
    expect(parse(avatar)).toEqual({ ...parsed, route: 'avatar' })
  })

  it('of an object that a user’s own credentials have put contains its owner', () => {
    expect(parse(PUT)).toEqual({ kind: 'put', owner: OWNER })
    expect(parse(`app/uploads/sts/${OWNER}/1`)).toEqual({ kind: 'put', owner: OWNER })
  })

  it.each([
    ['outside the prefix', `elsewhere/photo/${OWNER}/${ID}.jpg`],
    ['of a prefix that begins alike', `app/uploads2/photo/${OWNER}/${ID}.jpg`],
    ['with a slash before it', `/${PHOTO}`],
    ['pending', `app/uploads/pending/photo/${OWNER}/${ID}.jpg`],
    ['of no route', `app/uploads/video/${OWNER}/${ID}.mp4`],
    ['of a route’s name whose folder is another', `app/uploads/avatar/${OWNER}/${ID}.jpg`],
    ['of a name in the prototype', `app/uploads/constructor/${OWNER}/${ID}.jpg`],
    ['with a .. segment', `app/uploads/photo/../photo/${OWNER}/${ID}.jpg`],
    ['with a .. segment above the prefix', `app/uploads/../uploads/photo/${OWNER}/${ID}.jpg`],
    ['with a . segment', `app/uploads/./photo/${OWNER}/${ID}.jpg`],
    ['with an encoded dot', `app/uploads/photo/%2e%2e/photo/${OWNER}/${ID}.jpg`],
    ['with an encoded slash', `app/uploads/photo%2f${OWNER}/${ID}.jpg`],
    ['with a doubled slash', `app/uploads//photo/${OWNER}/${ID}.jpg`],
    ['with a backslash', `app/uploads/photo\\${OWNER}\\${ID}.jpg`],
    ['in upper case', PHOTO.toUpperCase()],
    ['with an owner in upper case', PHOTO.replace('abcdef', 'ABCDEF')],
    ['with a look-alike letter', PHOTO.replace('photo', 'phоto')],
    ['with a full-width solidus', PHOTO.replace('photo/', 'photo／')],
    ['with a fraction slash', PHOTO.replace('photo/', 'photo⁄')],
    ['with a zero-width space', PHOTO.replace('photo/', 'photo\u200b/')],
    ['with a byte order mark', `\ufeff${PHOTO}`],
    ['with a NUL', `${PHOTO}\0`],
    ['with a line end', `${PHOTO}\n`],
    ['with a space', `${PHOTO} `],
    ['with a query', `${PHOTO}?acl`],
    ['with a fragment', `${PHOTO}#x`],
    ['without an extension', PHOTO.replace('.jpg', '')],
    ['with two extensions', `${PHOTO}.html`],
    ['of a folder', `app/uploads/photo/${OWNER}/`],
    ['below sts/ without an owner', 'app/uploads/sts/album/1.jpg'],
    ['of a user’s folder itself', `app/uploads/sts/${OWNER}/`],
    ['below sts/, with a .. segment', `app/uploads/sts/${OWNER}/../${OWNER.replace('0', '1')}/1.jpg`],
    ['below sts/, with a .. segment at the end', `app/uploads/sts/${OWNER}/..`],
    ['below sts/, with an encoded dot', `app/uploads/sts/${OWNER}/%2e%2e/1.jpg`],
    ['below sts/, with a doubled slash', `app/uploads/sts/${OWNER}//1.jpg`],
    ['below sts/, with a backslash', `app/uploads/sts/${OWNER}/..\\1.jpg`],
    ['below sts/, with a name that is not ASCII', `app/uploads/sts/${OWNER}/照片.jpg`],
  ])('%s is not accepted: %j', (_, key) => expect(parse(key)).toBeUndefined())

  it('with any change is not accepted, or is parsed to exactly its own segments', () => {
    const where = fc.nat({ max: PHOTO.length })
    fc.assert(
      fc.property(where, where, fc.string({ unit: 'binary', maxLength: 3 }), (from, to, instead) => {
        const key = PHOTO.slice(0, from) + instead + PHOTO.slice(Math.max(from, to))
        const parsed = parse(key)
        if (parsed?.kind !== 'confirmed') return
        const { route, owner, id, extension } = parsed
        expect(`app/uploads/${route}/${owner}/${id}.${extension}`).toBe(key)
        expect(key).toMatch(/^[\x21-\x7e]+$/)
      }),
      { numRuns: 2000 },
    )
  })

  it('of any length is parsed immediately', () => {
    const long = `app/uploads/sts/${OWNER}/${'a/'.repeat(30_000)}`
    expect(parse(long)).toBeUndefined()
    expect(parse(`app/uploads/${'a/'.repeat(30_000)}${OWNER}/${ID}.jpg`)).toBeUndefined()
  })
})
