/** Malicious declarations of files. */
import fc from 'fast-check'
import { fixture, keyOf, ticketOf } from '../fixture'

const photo = { size: 9, type: 'image/jpeg' }
const f = fixture({ limits: false })
const signedIn = f.as('ann')
const ask = (file: object) => signedIn.post('/v1/uploads', { route: 'photo', files: [file] })

const outcomeOf = async (file: object) => {
  const { status, body } = await ask(file)
  const [upload] = body.uploads ?? []
  return [status, body.error?.code ?? (upload && 'error' in upload ? upload.error.code : 'ticket')]
}

describe('a size', () => {
  it.each([-1, -0.5, 0.5, 9.000001, 1e308, -1e308, 2 ** 53, '9', '0x9', true, null, [], {}])(
    'of %j is a bad request',
    async (size) => expect(await outcomeOf({ ...photo, size })).toEqual([400, 'bad-request']),
  )

  it.each(['NaN', 'Infinity', '-Infinity', '09', '+9', '9_000', '9n'])('of %s is no JSON', async (size) => {
    const { status } = await signedIn.post(
      '/v1/uploads',
      `{"route":"photo","files":[{"size":${size},"type":"image/jpeg"}]}`,
    )
    expect(status).toBe(400)
  })

  it.each([
    [0, 'file-empty'],
    [-0, 'file-empty'],
    [20 * 1024 ** 2, 'ticket'],
    [20 * 1024 ** 2 + 1, 'file-too-large'],
    [5 * 1024 ** 3 + 1, 'file-too-large'],
    [Number.MAX_SAFE_INTEGER, 'file-too-large'],
  ])('of %d is answered %s', async (size, code) => {
    expect(await outcomeOf({ ...photo, size })).toEqual([200, code])
  })

  it.each([1.5, -1, 0, 1, 100 * 1024 - 1, 100 * 1024 ** 2 + 1, 2 ** 53, '102400'])(
    'of parts of %j initiates nothing on OSS',
    async (partSize) => {
      const [status, code] = await outcomeOf({ ...photo, partSize })
      expect([
        [400, 'bad-request'],
        [200, 'part-size-invalid'],
      ]).toContainEqual([status, code])
      expect(f.bucket.uploads.size).toBe(0)
    },
  )
})

describe('files', () => {
  it('do not fit into a body if there are ten thousand, are not parsed if there are two thousand, and are too many', async () => {
    const all = await signedIn.post('/v1/uploads', { route: 'photo', files: Array(10_000).fill(photo) })
    expect([all.status, all.body.error?.code]).toEqual([413, 'body-too-large'])
    const fitting = await signedIn.post('/v1/uploads', { route: 'photo', files: Array(2000).fill(photo) })
    expect([fitting.status, fitting.body.error?.code]).toEqual([400, 'bad-request'])
    const some = await signedIn.post('/v1/uploads', { route: 'photo', files: Array(100).fill(photo) })
    expect([some.status, some.body.error?.code]).toEqual([422, 'too-many-files'])
  })
})

describe('a media type', () => {
  it.each([
    'image/svg+xml',
    'text/html',
    'application/xhtml+xml',
    'image/jpg',
    'image/pjpeg',
    'application/octet-stream',
    'constructor/prototype',
  ])('that the route does not accept is refused: %s', async (type) => {
    expect(await outcomeOf({ ...photo, type })).toEqual([200, 'type-not-accepted'])
  })

  it.each([
    'IMAGE/JPEG',
    'image/JPEG',
    'image/jpeg; charset=utf-8',
    'image/jpeg;',
    'image/jpeg, text/html',
    ' image/jpeg',
    'image/jpeg ',
    'image/jpeg\n',
    'image/jpeg\r\nx-oss-object-acl: public-read',
    'image/jpeg\0',
    'image\\jpeg',
    'image//jpeg',
    'image/*',
    '*/*',
    'image',
    '/jpeg',
    'image/',
    '',
    'іmage/jpeg',
    `image/${'x'.repeat(200)}`,
    'image/$jpeg',
  ])('that is invalid or not in normal form is a bad request: %j', async (type) => {
    expect(await outcomeOf({ ...photo, type })).toEqual([400, 'bad-request'])
  })
})

describe('a name', () => {
  it.each([
    '../../etc/passwd',
    '..\\..\\windows\\win.ini',
    '/etc/passwd',
    'C:\\a.jpg',
    'a/b/c.jpg',
    '.htaccess',
    'a.jpg/../../x.html',
    'a.jpg%2f..%2fx.html',
    'a.php\0.jpg',
    '照片．．／x.jpg',
    '\u202egpj.exe',
    'a.jpg\r\nx-oss-object-acl: public-read',
    '\u0024{filename}',
    '".jpg',
    'constructor',
    ' ',
    '\ud800',
  ])('never becomes part of the key: %j', async (name) => {
    const ticket = ticketOf(await ask({ ...photo, name }))
    expect(keyOf(ticket)).toMatch(/^uploads\/pending\/photo\/[0-9a-f]{24}\/[0-9a-f]{32}\.jpg$/)
    // The form does not contain the name. It travels sealed, and is set when the file is confirmed.
    for (const [field, value] of Object.entries(ticket.fields)) {
      expect(field).toMatch(/^[\w-]+$/)
      expect(value).toMatch(/^[\x20-\x7e]*$/)
    }
  })

  it('of any characters results in a key and a form like any other', async () => {
    const names = fc.string({ unit: 'binary', minLength: 1, maxLength: 255 })
    await fc.assert(
      fc.asyncProperty(names, async (name) => {
        const ticket = ticketOf(await ask({ ...photo, name: name.slice(0, 255) }))
        expect(keyOf(ticket)).toMatch(/^uploads\/pending\/photo\/[0-9a-f]{24}\/[0-9a-f]{32}\.jpg$/)
        expect(Object.values(ticket.fields).join('')).toMatch(/^[\x20-\x7e]*$/)
      }),
      { numRuns: 200 },
    )
  })

  it.each(['', 'x'.repeat(256), 1, null, {}])('that is invalid is a bad request: %j', async (name) => {
    expect(await outcomeOf({ ...photo, name })).toEqual([400, 'bad-request'])
  })
})
