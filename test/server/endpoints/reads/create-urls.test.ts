import { LIMITS } from '../../../../miniprogram/uploader/contract'
import type { AppOptions } from '../../../../server/context'
import { defineRoutes, route } from '../../../../server/define-routes/route'
import type { ReadEvent, Reads } from '../../../../server/define-routes/route-options'
import { Fault, refusal } from '../../../../server/faults/fault'
import { userHash } from '../../../../server/identity/user-hash'
import { type Answer, config, fixture, keyOf, NOW, ticketOf } from '../../fixture'
import { storedObject } from '../../memory-bucket'

const ANN = userHash({ id: 'ann', kind: 'test', issuer: 'test' }, config.secrets.key)
const BOB = userHash({ id: 'bob', kind: 'test', issuer: 'test' }, config.secrets.key)
const ID = '00112233445566778899aabbccddeeff'
const keyFor = (route: string, owner = ANN, extension = 'jpg'): string => `uploads/${route}/${owner}/${ID}.${extension}`

const accept = ['image/jpeg', 'application/pdf']
type CanRead = (event: ReadEvent) => Reads | Promise<Reads>

const routesWith = (canRead: CanRead = ({ files }) => files.map(({ isOwner }) => isOwner)) =>
  defineRoutes({
    photo: route({ accept, maxSize: '5MB', styles: { small: 'image/resize,w_200' } }),
    poster: route({ accept, maxSize: '5MB', visibility: 'public', styles: { small: 'image/resize,w_200' } }),
    shared: route({ accept, maxSize: '5MB', canRead }),
  })

function backend(canRead?: CanRead, options: Partial<AppOptions> = {}) {
  const f = fixture({ routes: routesWith(canRead), ...options })
  const ask = (keys: string[], wish: object = {}, user = 'ann') => f.as(user).post('/v1/urls', { keys, ...wish })
  return { ...f, ask }
}

const codesOf = ({ body }: Answer) => body.urls?.map((url) => ('error' in url ? url.error.code : 'url'))
const urlOf = ({ body }: Answer, index = 0): URL => {
  const found = body.urls?.[index]
  if (!found || 'error' in found) throw new Error(`expected a URL, got ${JSON.stringify(found ?? body)}`)
  return new URL(found.url)
}

describe('POST /v1/urls', () => {
  it('gives the URL that came with the file, signed for reading, with its life', async () => {
    const b = backend()
    const files = [{ size: 9, type: 'image/jpeg' }]
    const ticket = ticketOf(await b.as('ann').post('/v1/uploads', { route: 'photo', files }))
    b.bucket.objects.set(keyOf(ticket), storedObject())
    const { body } = await b.as('ann').post('/v1/uploads/complete', { upload: ticket.upload })
    const { key = '', url, urlExpiresIn } = body.file ?? {}
    expect((await b.ask([key])).body).toEqual({ urls: [{ url, expiresIn: urlExpiresIn }] })
    b.clock.now += 600_000
    expect(urlOf(await b.ask([key])).href).not.toBe(url)
  })

  it('gives the same URL for ten minutes, also with a style and a name', async () => {
    const b = backend()
    const wish = { style: 'small', downloadAs: 'a.jpg' }
    // 03:04:05
    const first = urlOf(await b.ask([keyFor('photo')], wish)).href
    b.clock.now = NOW + 350_000
    expect(urlOf(await b.ask([keyFor('photo')], wish)).href).toBe(first)
  })

  it('answers each key in its place, with the same refusal for everything that the user may not read', async () => {
    const b = backend()
    const bad = [
      keyFor('photo', BOB),
      keyFor('shared', BOB),
      keyFor('unknown'),
      `uploads/pending/photo/${ANN}/${ID}.jpg`,
      `uploads/photo/%2e%2e/photo/${ANN}/${ID}.jpg`,
      `elsewhere/photo/${ANN}/${ID}.jpg`,
      `uploads/sts/${BOB}/a.jpg`,
      `uploads/sts/${ANN}/a.jpg`,
    ]
    const answer = await b.ask([keyFor('photo'), ...bad, keyFor('shared')])
    expect(codesOf(answer)).toEqual(['url', ...bad.map(() => 'forbidden'), 'url'])
    const refusals = answer.body.urls?.slice(1, -1) ?? []
    expect(new Set(refusals.map((refused) => JSON.stringify(refused))).size).toBe(1)
    expect(refusals[0]).toEqual({ error: { code: 'forbidden', requestId: answer.requestId } })
    expect(b.lines.at(-1)).toMatchObject({
      path: '/v1/urls',
      status: 200,
      user: ANN,
      refusals: bad.map(() => 'forbidden'),
    })
  })

  it('needs a signed-in user', async () => {
    const { status, body } = await backend().post('/v1/urls', { keys: [keyFor('photo')] })
    expect([status, body.error?.code]).toEqual([401, 'unauthenticated'])
  })

  it.each([
    ['no key', { keys: [] }],
    ['too many keys', { keys: Array(LIMITS.keysPerCall + 1).fill(keyFor('photo')) }],
    ['a key longer than OSS allows', { keys: ['a'.repeat(1024)] }],
    ['a key that is not a string', { keys: [1] }],
    ['an empty name', { keys: [keyFor('photo')], downloadAs: '' }],
    ['an unknown field', { keys: [keyFor('photo')], expiresIn: 1e9 }],
  ])('refuses %s', async (_, body) => {
    const answer = await backend().as('ann').post('/v1/urls', body)
    expect([answer.status, answer.body.error?.code]).toEqual([400, 'bad-request'])
  })

  it('is answered with a temporary fault while STS is down', async () => {
    const credentials = async () => {
      throw new Fault('cloud-unavailable')
    }
    const { status, body } = await backend(undefined, { credentials }).ask([keyFor('photo')])
    expect([status, body.error?.code]).toEqual([503, 'cloud-unavailable'])
  })
})

describe('a style', () => {
  it('is signed with the URL, as its instructions', async () => {
    const url = urlOf(await backend().ask([keyFor('photo')], { style: 'small' }))
    expect(url.searchParams.get('x-oss-process')).toBe('image/resize,w_200')
    expect(url.searchParams.has('x-oss-signature')).toBe(true)
  })

  it.each([
    ['that the route does not have', keyFor('photo'), 'large', /expected one of small/],
    ['made of instructions', keyFor('photo'), 'image/resize,w_9999', /expected one of small/],
    ['named like something in the prototype', keyFor('photo'), 'constructor', /expected one of small/],
    ['of a route without styles', keyFor('shared'), 'small', /expected one of none/],
    ['of a file that is not a picture', keyFor('photo', ANN, 'pdf'), 'small', /of a picture/],
  ])('%s is refused for this key', async (_, key, style, issues) => {
    const { body } = await backend().ask([key, keyFor('poster')], { style })
    expect(body.urls?.[0]).toMatchObject({
      error: { code: 'bad-request', params: { issues: expect.stringMatching(issues) } },
    })
  })

  it('is not revealed to a user who may not read the file', async () => {
    expect(codesOf(await backend().ask([keyFor('photo', BOB)], { style: 'large' }))).toEqual(['forbidden'])
  })
})

describe('downloadAs', () => {
  it('is signed with the URL, in a form that every name fits into', async () => {
    const url = urlOf(await backend().ask([keyFor('photo')], { downloadAs: '照片 "1";\r\nx: y.jpg' }))
    expect(url.searchParams.get('response-content-disposition')).toBe(
      "attachment; filename*=UTF-8''%E7%85%A7%E7%89%87%20%221%22%3B%0D%0Ax%3A%20y.jpg",
    )
    expect(url.searchParams.has('x-oss-signature')).toBe(true)
  })
})

describe('a public file', () => {
  it('has a plain URL that never expires, for every user, also in a style', async () => {
    const b = backend()
    const plain = await b.ask([keyFor('poster')], {}, 'bob')
    expect(plain.body).toEqual({ urls: [{ url: `https://files.example.com/${keyFor('poster')}` }] })
    const small = await b.ask([keyFor('poster')], { style: 'small' })
    expect(small.body).toEqual({
      urls: [{ url: `https://files.example.com/${keyFor('poster')}?x-oss-process=image%2Fresize%2Cw_200` }],
    })
  })

  it('has a signed URL if it is to be saved, because OSS overrides headers only for signed requests', async () => {
    const { body } = await backend().ask([keyFor('poster')], { downloadAs: 'a.jpg' })
    expect(body.urls?.[0]).toMatchObject({ url: expect.stringContaining('x-oss-signature='), expiresIn: 3355 })
  })
})

describe('canRead', () => {
  it('is asked once about all files of its route, with the user, the files and their owners', async () => {
    const events: ReadEvent[] = []
    const b = backend((event) => {
      events.push(event)
      return event.files.map(() => true)
    })
    expect(codesOf(await b.ask([keyFor('shared'), keyFor('shared', BOB), keyFor('photo', BOB)]))).toEqual([
      'url',
      'url',
      'forbidden',
    ])
    const user = { id: 'ann', kind: 'test', issuer: 'test' }
    const [mine, other] = [
      { key: keyFor('shared'), id: ID, route: 'shared', isOwner: true },
      { key: keyFor('shared', BOB), id: ID, route: 'shared', isOwner: false },
    ]
    expect(events).toEqual([{ user, files: [mine, other] }])
  })

  it('may refuse owners, and only true is a yes', async () => {
    for (const answer of [[false], [undefined], [], ['yes'], [1], [{}], true, undefined, { 0: true }]) {
      expect(codesOf(await backend(() => answer as Reads).ask([keyFor('shared')]))).toEqual(['forbidden'])
    }
  })

  it('may refuse a file, or all of its call, with its own sentence', async () => {
    const one = backend(({ files }) => files.map(({ isOwner }) => isOwner || refusal('不是您的相册')))
    expect((await one.ask([keyFor('shared'), keyFor('shared', BOB)])).body.urls).toEqual([
      expect.objectContaining({ url: expect.any(String) }),
      { error: expect.objectContaining({ code: 'forbidden', message: '不是您的相册' }) },
    ])
    const b = backend(async () => {
      throw refusal('相册已关闭')
    })
    const { status, body } = await b.ask([keyFor('shared'), keyFor('photo')])
    expect([status, body.urls]).toEqual([
      200,
      [{ error: expect.objectContaining({ code: 'forbidden', message: '相册已关闭' }) }, expect.objectContaining({})],
    ])
  })

  it('that throws refuses the key, and only the log says why', async () => {
    const b = backend(() => {
      throw new Error('the album table is on fire')
    })
    const { status, body } = await b.ask([keyFor('shared')])
    expect([status, body]).toEqual([500, { error: { code: 'server-error', requestId: expect.any(String) } }])
    expect(JSON.stringify(b.lines.at(-1))).toContain('the album table is on fire')
  })

  it('that never returns is a timeout, and refuses the key', async () => {
    const b = backend(() => new Promise<Reads>(() => undefined), { hookDeadlineMs: 20 })
    const { status, body } = await b.ask([keyFor('shared')])
    expect([status, body.error?.code]).toEqual([500, 'server-error'])
    expect(JSON.stringify(b.lines.at(-1))).toContain('canRead: expected an answer within 20 ms')
  })
})

describe('URLs of the app’s own readUrl', () => {
  it('replace OSS’s, with the same query, except for objects that users’ own credentials have put', async () => {
    const asked: object[] = []
    const keys = { accessKeyId: 'of-the-user', accessKeySecret: 's', expiresAt: Number.POSITIVE_INFINITY }
    const b = backend(undefined, {
      readUrl: (reading) => {
        asked.push(reading)
        return { url: `https://cdn.example.com/${reading.key}`, expiresIn: 60 }
      },
      userSessions: { put: async () => keys, read: async () => keys },
    })
    const put = `uploads/sts/${ANN}/a.jpg`
    const answer = await b.ask([keyFor('photo'), keyFor('poster')], { style: 'small' })
    expect(answer.body.urls?.[0]).toEqual({ url: `https://cdn.example.com/${keyFor('photo')}`, expiresIn: 60 })
    const query = { 'x-oss-process': 'image/resize,w_200' }
    expect(new Set(asked)).toEqual(
      new Set([
        { key: keyFor('photo'), bucket: 'examplebucket', isPublic: false, query },
        { key: keyFor('poster'), bucket: 'examplebucket', isPublic: true, query },
      ]),
    )
    expect(urlOf(await b.ask([put])).host).toBe('files.example.com')
    expect(asked).toHaveLength(2)
  })
})

describe('an object that a user’s own credentials have put', () => {
  it('is read only by its user, with a session of that user, and in no style', async () => {
    const sessions: string[] = []
    const session = (purpose: string) => async (user: string) => {
      sessions.push(`${purpose} ${user}`)
      return { accessKeyId: `${purpose}-${user}`, accessKeySecret: 's', expiresAt: Number.POSITIVE_INFINITY }
    }
    const b = backend(undefined, { userSessions: { put: session('put'), read: session('read') } })
    const keys = [`uploads/sts/${ANN}/album/a.jpg`, `uploads/sts/${BOB}/album/a.jpg`]
    const answer = await b.ask(keys)
    expect(codesOf(answer)).toEqual(['url', 'forbidden'])
    expect(urlOf(answer).searchParams.get('x-oss-credential')).toMatch(new RegExp(`^read-${ANN}/`))
    expect(sessions).toEqual([`read ${ANN}`])
    expect(codesOf(await b.ask(keys, { style: 'small' }))).toEqual(['bad-request', 'forbidden'])
  })

  it('is always saved by browsers, because it may be a page', async () => {
    const session = async () => ({ accessKeyId: 'k', accessKeySecret: 's', expiresAt: Number.POSITIVE_INFINITY })
    const b = backend(undefined, { userSessions: { put: session, read: session } })
    const put = `uploads/sts/${ANN}/page.html`
    const disposition = async (options: object) =>
      urlOf(await b.ask([put], options)).searchParams.get('response-content-disposition')
    expect(await disposition({})).toBe('attachment')
    expect(await disposition({ downloadAs: 'a.html' })).toMatch(/^attachment; filename/)
  })
})
