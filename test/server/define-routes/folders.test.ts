import { routesByFolder } from '../../../server/define-routes/folders'
import { defineRoutes, route } from '../../../server/define-routes/route'

const accept = ['image/jpeg']
const inFolder = (keyPrefix?: string) => route({ accept, maxSize: '5MB', keyPrefix })

describe('the folder of a route', () => {
  it('is the route’s name, or its keyPrefix of up to four words', () => {
    const routes = { photo: inFolder(), avatar: inFolder('2026/people_1'), deep: inFolder('a/b/c/d') }
    expect([...routesByFolder(routes)]).toEqual([
      ['photo', 'photo'],
      ['2026/people_1', 'avatar'],
      ['a/b/c/d', 'deep'],
    ])
  })

  it.each([
    '',
    '/',
    'a/',
    '/a',
    'a//b',
    '.',
    '..',
    'a/../b',
    'a b',
    '照片',
    'a.b',
    'a%2fb',
    'a\\b',
    'a/b/c/d/e',
    'a\n',
  ])('cannot be %j', (keyPrefix) =>
    expect(() => defineRoutes({ photo: inFolder(keyPrefix) })).toThrow(/Route "photo": expected up to 4 words/),
  )

  it.each(['pending', 'sts', 'pending/x', 'sts/x'])(
    'cannot be %s, which has a meaning of its own in keys',
    (keyPrefix) => {
      expect(() => defineRoutes({ photo: inFolder(keyPrefix) })).toThrow(/none of pending, sts/)
    },
  )

  it('belongs to one route only, because the key decides which rules apply', () => {
    expect(() => defineRoutes({ photo: inFolder(), other: inFolder('photo') })).toThrow(/"photo" is that of "photo"/)
    expect(() => defineRoutes({ a: inFolder('x/y'), b: inFolder('x/y') })).toThrow(/"x\/y" is that of "a"/)
    // It may be inside another folder: the last two segments of a key are always the owner and the name.
    expect(() => defineRoutes({ photo: inFolder(), big: inFolder('photo/big') })).not.toThrow()
  })
})
