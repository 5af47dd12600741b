/** The calls of the app's own backend, over sockets, with the real clients of OSS and STS. */
import { createHash } from 'node:crypto'
import { request } from 'node:http'
import OSS from 'ali-oss'
import type {
  ErrorBody,
  FileUrl,
  MultipartTicket,
  Refusal,
  UploadsAnswer,
} from '../../../../miniprogram/uploader/contract'
import type { CredentialsAnswer } from '../../../../miniprogram/uploader/optional-endpoints'
import type { AppOptions } from '../../../../server/context'
import { defineRoutes, route } from '../../../../server/define-routes/route'
import { createMetrics } from '../../../../server/metrics/metrics'
import { formIn } from '../../../form-in'
import { type CloudRig, startCloudRig } from '../../cloud-rig'
import { fixture } from '../../fixture'

const keyOf = (name: string): string => createHash('sha256').update(name).digest('base64')

const SHOP = keyOf('shop')
const OLD = keyOf('shop-2025')
const URLS = keyOf('urls alone')
const HEAD = keyOf('head alone')
const RETIRED = keyOf('retired')

const accept = ['image/*', 'text/csv']
const routes = defineRoutes({
  photo: route({
    accept,
    maxSize: '1MB',
    styles: { small: 'image/resize,w_20' },
    metadata: ({ user, file }) => ({ album: `旅行 100% ${user.id}`, name: file.name ?? '' }),
  }),
  poster: route({ accept, maxSize: '1MB', visibility: 'public' }),
  secret: route({ accept, maxSize: '1MB', canRead: () => [] }),
})

const metrics = createMetrics()
let rig: CloudRig

const options: Partial<AppOptions> = {
  routes,
  metrics,
  limits: {},
  clientAddress: (request) => request.headers.get('x-forwarded-for') ?? undefined,
  corsOrigins: ['https://www.example.com'],
  optionalEndpoints: ['credentials'],
  hostKeys: [
    { name: 'shop', key: SHOP, scopes: ['urls', 'head'] },
    { name: 'shop-2025', key: OLD, scopes: ['urls', 'head'] },
    { name: 'pages', key: URLS, scopes: ['urls'] },
    { name: 'reports', key: HEAD, scopes: ['head'] },
  ],
}

beforeAll(async () => {
  rig = await startCloudRig(options)
})
afterAll(() => rig.close())

interface Answer {
  status: number
  headers: Headers
  body: {
    urls: (FileUrl & Partial<Refusal>)[]
    files: Record<string, unknown>[]
    error?: ErrorBody
  }
}

let addresses = 0
/** An address that has not called yet. */
function newAddress(): string {
  addresses += 1
  return `198.51.100.${addresses}`
}

async function call(path: string, body: unknown, key = SHOP, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(`${rig.url}/v1/host/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'x-forwarded-for': newAddress(), ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] }
}

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==',
  'base64',
)
const OWNER = /^uploads\/\w+\/([0-9a-f]{24})\//

/** A confirmed file of the user. */
async function stored(user: string, name: string, bytes = PNG, type = 'image/png'): Promise<string> {
  const files = [{ name: '照片.png', size: bytes.length, type }]
  const ticket = formIn((await rig.post<UploadsAnswer>(user, '/v1/uploads', { route: name, files })).body)
  const form = new FormData()
  for (const [field, value] of Object.entries(ticket.fields)) form.append(field, value)
  form.append('file', new Blob([new Uint8Array(bytes)]), 'x')
  await fetch(ticket.url, { method: 'POST', body: form })
  const confirmed = await rig.post<{ file: { key: string } }>(user, '/v1/uploads/complete', { upload: ticket.upload })
  return confirmed.body.file.key
}

/** A confirmed picture of the user that was sent as one part. */
async function storedInParts(user: string): Promise<string> {
  const files = [{ size: PNG.length, type: 'image/png', partSize: 102_400 }]
  const { body } = await rig.post<{ uploads: MultipartTicket[] }>(user, '/v1/uploads', { route: 'photo', files })
  const [ticket] = body.uploads
  const { url, query, headers, signatures, upload } = ticket as MultipartTicket
  const part = `${url}?${query}&partNumber=1&x-oss-signature=${signatures[0]}`
  await fetch(part, { method: 'PUT', headers, body: new Uint8Array(PNG) })
  const confirmed = await rig.post<{ file: { key: string } }>(user, '/v1/uploads/complete', { upload })
  return confirmed.body.file.key
}

const nameless = `uploads/photo/${'0'.repeat(24)}/${'0'.repeat(32)}.png`

describe('a call of the host', () => {
  it('gets URLs of files of any user, whatever the route’s canRead says, and reads through them', async () => {
    const keys = [await stored('ann', 'photo'), await stored('bob', 'poster'), await stored('bob', 'secret')]
    const { status, body } = await call('urls', { keys })
    expect(status).toBe(200)
    for (const { url } of body.urls) {
      expect(Buffer.from(await (await fetch(url)).arrayBuffer())).toEqual(PNG)
    }
    expect(body.urls.map(({ expiresIn }) => expiresIn !== undefined)).toEqual([true, false, true])
  })

  it('gets URLs in a style, and for downloads', async () => {
    const keys = [await stored('ann', 'photo')]
    const { body } = await call('urls', { keys, style: 'small', downloadAs: '报表.png' })
    const { searchParams } = new URL(body.urls[0]?.url ?? '')
    expect(searchParams.get('x-oss-process')).toBe('image/resize,w_20')
    expect(searchParams.get('response-content-disposition')).toContain('attachment')
  })

  it('learns what OSS knows of a file: owner, size, type, dimensions, CRC-64, metadata', async () => {
    const key = await stored('ann', 'photo')
    const text = await stored('ann', 'photo', Buffer.from('名称,数量\r\n'), 'text/csv')
    const { body } = await call('head', { keys: [key, text] })
    const owner = OWNER.exec(key)?.[1]
    const metadata = { album: '旅行 100% ann', name: '照片.png' }
    const common = { exists: true, owner, route: 'photo', crc64: expect.stringMatching(/^\d+$/), metadata }
    expect(body.files).toEqual([
      { ...common, key, size: PNG.length, type: 'image/png', width: 3, height: 2 },
      { ...common, key: text, size: 15, type: 'text/csv' },
    ])
  })

  it('learns the dimensions of a picture that was sent in parts, too', async () => {
    const { body } = await call('head', { keys: [await storedInParts('ann')] })
    expect(body.files[0]).toMatchObject({ exists: true, width: 3, height: 2, metadata: { album: '旅行 100% ann' } })
  })

  it('learns that a file does not exist, or exists no more', async () => {
    const key = await stored('ann', 'photo')
    await rig.remove(key)
    const { body } = await call('head', { keys: [key, nameless] })
    expect(body.files).toEqual([
      { exists: false, key },
      { exists: false, key: nameless },
    ])
  })

  it('learns of each key in its place what is wrong with it, and the others are answered', async () => {
    const good = await stored('ann', 'photo')
    const foreign = [
      ['other-bucket/photo.png', /below uploads\//],
      [`elsewhere/${good}`, /below uploads\//],
      [`/${good}`, /below uploads\//],
      [good.replace('uploads/', 'uploads/pending/'), /not one below pending/],
      [good.replace('photo', 'unknown'), /folder of a route/],
      [good.replace('photo', '%70hoto'), /folder of a route/],
      [`${good}?x`, /folder of a route/],
      [good.replace('photo/', 'photo/../photo/'), /folder of a route/],
    ] as const
    const keys = [...foreign.map(([key]) => key), good]
    const urls = (await call('urls', { keys })).body.urls
    const { files } = (await call('head', { keys })).body
    for (const [index, [, issues]] of foreign.entries()) {
      const error = expect.objectContaining({ code: 'bad-request', params: { issues: expect.stringMatching(issues) } })
      expect(urls[index]).toEqual({ error })
      expect(files[index]).toEqual({ key: keys[index], error })
    }
    expect(urls.at(-1)).toHaveProperty('url')
    expect(files.at(-1)).toMatchObject({ exists: true })
  })

  it('takes 100 keys, also the same one often, and no more', async () => {
    const key = await stored('ann', 'photo')
    expect((await call('head', { keys: Array(100).fill(key) })).body.files).toHaveLength(100)
    expect((await call('urls', { keys: Array(100).fill(key) })).body.urls).toHaveLength(100)
    const many = await call('head', { keys: Array(101).fill(key) })
    expect([many.status, many.body.error?.params]).toEqual([400, { issues: 'keys: expected at most 100 entries' }])
    const short = Array.from({ length: 990 }, (_, index) => `uploads/${index}`)
    expect((await call('urls', { keys: short })).body.error?.params).toEqual(many.body.error?.params)
    expect((await send('/v1/host/urls', {}, SHOP, { keys: Array(1000).fill(key) })).body.error?.code).toBe(
      'body-too-large',
    )
  })

  it.each([
    ['an unknown field', { keys: [nameless], expiresIn: 1e9 }, 400, 'bad-request'],
    ['a user', { keys: [nameless], user: 'ann' }, 400, 'bad-request'],
    ['no keys', {}, 400, 'bad-request'],
    ['an empty list', { keys: [] }, 400, 'bad-request'],
    ['a key that is no text', { keys: [1] }, 400, 'bad-request'],
    ['a body that is no JSON', 'keys=1', 400, 'bad-request'],
  ])('is refused with %s', async (_, body, status, code) => {
    for (const path of ['urls', 'head']) {
      const answer = await call(path, body)
      expect([answer.status, answer.body.error?.code]).toEqual([status, code])
    }
  })
})

describe('a file that a user’s own credentials have put', () => {
  const sessionOf = async (user: string): Promise<{ client: OSS; prefix: string }> => {
    const { body } = await rig.post<CredentialsAnswer>(user, '/v1/credentials', {})
    const { accessKeyId, accessKeySecret, securityToken: stsToken, bucket, region, endpoint, prefix } = body
    const keys = { accessKeyId, accessKeySecret, stsToken, refreshSTSTokenInterval: 300_000 }
    const place = { bucket, region: `oss-${region}`, endpoint, cname: true, authorizationV4: true, secure: false }
    return { client: new OSS({ ...keys, ...place }), prefix }
  }

  it('has a URL that makes browsers save it, and is marked as unchecked by the missing route', async () => {
    const { client, prefix } = await sessionOf('ann')
    const key = `${prefix}report.html`
    const headers = { 'x-oss-meta-width': '9', 'x-oss-meta-height': '9', 'x-oss-meta-album': 'forged' }
    await client.put(key, Buffer.from('<p>'), { headers })
    const [url] = (await call('urls', { keys: [key] })).body.urls
    const response = await fetch(url?.url ?? '')
    expect([await response.text(), response.headers.get('content-disposition')]).toEqual(['<p>', 'attachment'])
    const { files } = (await call('head', { keys: [key] })).body
    const owner = prefix.split('/')[2]
    const crc64 = expect.any(String)
    expect(files).toEqual([{ exists: true, key, owner, size: 3, type: 'text/html', crc64, metadata: {} }])
  })

  it('shows nothing of another user’s file, if it is a symlink', async () => {
    const { client, prefix } = await sessionOf('ann')
    const key = `${prefix}link.png`
    await client.putSymlink(key, await stored('bob', 'secret'), {})
    expect((await call('head', { keys: [key] })).body.files).toEqual([{ exists: false, key }])
    const [url] = (await call('urls', { keys: [key] })).body.urls
    expect((await fetch(url?.url ?? '')).status).toBe(403)
  })

  it('opens a session of STS only if it exists, so invented keys cost none', async () => {
    const { prefix } = await sessionOf('ann')
    const before = rig.cloud.inspect.credentials().length
    const keys = [`${prefix}none.png`, `uploads/sts/${'1'.repeat(24)}/x.png`]
    const { urls } = (await call('urls', { keys })).body
    expect(urls.map(({ error }) => error?.code)).toEqual(['bad-request', 'bad-request'])
    expect(rig.cloud.inspect.credentials()).toHaveLength(before)
  })
})

describe('a host key', () => {
  it.each([
    ['urls', HEAD, 'reports'],
    ['head', URLS, 'pages'],
  ])('without the scope %s is refused', async (path, key, name) => {
    const { status, body } = await call(path, { keys: [nameless] }, key)
    const issues = `expected a host key with the scope ${path}`
    expect([status, body.error]).toMatchObject([403, { code: 'forbidden', params: { issues } }])
    expect(rig.lines.at(-1)).toMatchObject({ hostKey: name, status: 403 })
  })

  it.each([
    ['is wrong', `${SHOP.slice(0, -2)}x=`],
    ['has been removed from the list', RETIRED],
    ['is longer', `${SHOP}=`],
    ['is only the beginning', SHOP.slice(0, 32)],
    ['is its own name', 'shop'],
    ['is 16 KB long', 'a'.repeat(16_000)],
    ['is missing', ''],
  ])('that %s opens nothing', async (_, key) => {
    for (const path of ['urls', 'head']) {
      const { status, body } = await call(path, { keys: [nameless] }, key)
      expect([status, body.error?.code]).toEqual([401, 'unauthenticated'])
    }
  })

  it('can be replaced without a pause: the old and the new one both work, and the log says which is used', async () => {
    expect((await call('head', { keys: [nameless] }, OLD)).status).toBe(200)
    expect(rig.lines.at(-1)).toMatchObject({ path: '/v1/host/head', hostKey: 'shop-2025', status: 200 })
    expect((await call('head', { keys: [nameless] }, SHOP)).status).toBe(200)
    expect(rig.lines.at(-1)).toMatchObject({ hostKey: 'shop' })
  })

  it('signs nobody in, and a user’s session is no host key', async () => {
    const response = await fetch(`${rig.url}/v1/urls`, {
      method: 'POST',
      headers: { authorization: `Bearer ${SHOP}` },
      body: JSON.stringify({ keys: [nameless] }),
    })
    expect(response.status).toBe(401)
    const session = await fetch(`${rig.url}/v1/session`, { method: 'POST', body: '{"code":"ann"}' })
    const { token } = (await session.json()) as { token: string }
    expect((await call('head', { keys: [nameless] }, token)).status).toBe(401)
  })

  it('is never in the log or in an answer', async () => {
    const answer = await call('head', { keys: [nameless] }, SHOP, { origin: 'https://www.example.com' })
    await call('head', { keys: [nameless] }, RETIRED)
    for (const secret of [SHOP, RETIRED, OLD]) expect(JSON.stringify([rig.lines, answer.body])).not.toContain(secret)
  })

  it('is guessed no more than 20 times a minute from one address, and then not even the right one is compared', async () => {
    const from = { 'x-forwarded-for': newAddress() }
    const guesses = Array.from({ length: 30 }, (_, index) =>
      call('head', { keys: [nameless] }, keyOf(`${index}`), from),
    )
    const statuses = (await Promise.all(guesses)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 401)).toHaveLength(20)
    expect(statuses.filter((status) => status === 429)).toHaveLength(10)
    const right = await call('head', { keys: [nameless] }, SHOP, from)
    expect(right.status).toBe(429)
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await call('head', { keys: [nameless] })).status).toBe(200)
    rig.advance(60_000)
    expect((await call('head', { keys: [nameless] }, SHOP, from)).status).toBe(200)
  })

  it('may call often, because right keys are not counted by address', async () => {
    const from = { 'x-forwarded-for': newAddress() }
    const calls = Array.from({ length: 60 }, () => call('head', { keys: [nameless] }, SHOP, from))
    expect(new Set((await Promise.all(calls)).map(({ status }) => status))).toEqual(new Set([200]))
  })
})

describe('a host key that has leaked', () => {
  const signs: [string, Record<string, string>][] = [
    ['a web page', { origin: 'https://www.example.com' }],
    ['a page in a sandbox', { origin: 'null' }],
    ['a browser', { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'same-origin' }],
    ['a mini-program', { referer: 'https://servicewechat.com/wx0123456789abcdef/0/page-frame.html' }],
    ['a mini-program on iOS', { referer: 'https://servicewechat.com/' }],
    ['a mini-program of another platform', { referer: 'https://tmaservice.developer.toutiao.com' }],
  ]

  it.each(signs)('is refused and logged as leaked when %s sends it', async (_, headers) => {
    const [header = '', value] = Object.entries(headers)[0] ?? []
    const { status, body } = await send('/v1/host/urls', headers, SHOP)
    expect([status, body.error]).toMatchObject([403, { code: 'forbidden' }])
    expect(body.error?.params?.issues).toContain(`the header ${header} of an app or a page: replace this key`)
    const [alarm] = rig.lines.filter(({ requestId, msg }) => requestId === body.error?.requestId && msg)
    expect(alarm).toMatchObject({ level: 50, hostKey: 'shop', header, value, msg: expect.stringContaining('leaked') })
  })

  it('is refused for a while from an address that goes on, while the app’s backend can still call', async () => {
    const f = fixture({
      hostKeys: [{ name: 'shop', key: SHOP, scopes: ['head'] }],
      limits: { requestsPerAddressPerMinute: 2, requestsPerHostKeyPerMinute: 2 },
      clientAddress: (request) => request.headers.get('x-forwarded-for') ?? undefined,
    })
    const ask = async (from: string, headers: Record<string, string> = {}): Promise<number> => {
      const all = { authorization: `Bearer ${SHOP}`, 'x-forwarded-for': from, ...headers }
      return (await f.post('/v1/host/head', { keys: [nameless] }, all)).status
    }
    const page = { origin: 'https://www.example.com' }
    const statuses: number[] = []
    for (let index = 0; index < 4; index += 1) statuses.push(await ask('198.51.100.1', page))
    expect(statuses).toEqual([403, 403, 429, 429])
    expect([await ask('198.51.100.2'), await ask('198.51.100.3'), await ask('198.51.100.4')]).toEqual([200, 200, 429])
  })

  it('raises no alarm if it is not a key at all', async () => {
    const before = rig.lines.filter(({ msg }) => msg).length
    for (const [, headers] of signs) expect((await send('/v1/host/urls', headers, RETIRED)).status).toBe(401)
    expect(rig.lines.filter(({ msg }) => msg)).toHaveLength(before)
  })

  it('is counted in the metrics', async () => {
    const text = await metrics.text()
    expect(text).toMatch(/host_calls_total\{key="shop",outcome="leaked"\} [1-9]/)
    expect(text).toMatch(/host_calls_total\{key="",outcome="wrong-key"\} [1-9]/)
    expect(text).toMatch(/host_calls_total\{key="reports",outcome="wrong-scope"\} [1-9]/)
    expect(text).toMatch(/host_calls_total\{key="shop",outcome="accepted"\} [1-9]/)
    expect(text).toMatch(/http_request_duration_seconds_count\{path="\/v1\/host\/head",status="200"\} [1-9]/)
  })
})

describe('a backend on the same machine', () => {
  it('is not taken for a proxy that hides its callers, which would close /metrics', async () => {
    const hostKeys = [{ name: 'shop', key: SHOP, scopes: ['head'] as const }]
    const f = fixture({ hostKeys })
    const here = { incoming: { socket: { remoteAddress: '127.0.0.1' } } }
    const headers = { authorization: `Bearer ${SHOP}` }
    const body = JSON.stringify({ keys: [nameless] })
    const call = new Request('http://localhost/v1/host/head', { method: 'POST', headers, body })
    expect((await f.app.fetch(call, here)).status).toBe(200)
    expect((await f.app.fetch(new Request('http://localhost/metrics'), here)).status).toBe(200)
    expect(f.lines.filter(({ msg }) => msg)).toEqual([])
  })
})

describe('a backend without host keys', () => {
  it('has no such endpoint, whatever is sent', async () => {
    const plain = await startCloudRig({ routes, hostKeys: [] })
    try {
      for (const path of ['urls', 'head']) {
        const response = await fetch(`${plain.url}/v1/host/${path}`, {
          method: 'POST',
          headers: { authorization: 'Bearer ' },
          body: '{}',
        })
        expect([response.status, await response.json()]).toMatchObject([404, { error: { code: 'not-found' } }])
      }
    } finally {
      await plain.close()
    }
  })

  it.each([
    [[{ name: 'shop', key: 'short', scopes: ['urls'] as const }], /hostKeys: entry 1: .*32 characters, got 5/],
    [
      [
        { name: 'shop', key: SHOP, scopes: ['urls'] as const },
        { name: 'other', key: SHOP, scopes: ['head'] as const },
      ],
      /hostKeys: entry 2: expected a key that no other entry has/,
    ],
  ])('does not start with keys that protect nothing', (hostKeys, message) => {
    expect(() => fixture({ hostKeys })).toThrow(message)
  })
})

/** With exactly these headers: `fetch` forbids some of them, and adds others. Over a connection of its own. */
async function send(
  path: string,
  headers: Record<string, string>,
  key: string,
  body: object = { keys: [nameless] },
): Promise<Omit<Answer, 'headers'>> {
  const all = { authorization: `Bearer ${key}`, 'x-forwarded-for': newAddress(), ...headers }
  return new Promise((resolve, reject) => {
    const sent = request(rig.url + path, { method: 'POST', headers: all, agent: false }, async (response) => {
      const chunks: Buffer[] = []
      for await (const chunk of response) chunks.push(chunk)
      resolve({ status: response.statusCode ?? 0, body: JSON.parse(Buffer.concat(chunks).toString('utf8')) })
    })
    sent.once('error', reject)
    sent.end(JSON.stringify(body))
  })
}
