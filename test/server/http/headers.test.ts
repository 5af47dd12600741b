import { fixture } from '../fixture'

const PAGE = 'https://www.example.com'
const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  new Request(`http://localhost${path}`, { headers, method })

describe('every answer', () => {
  it.each(['/healthz', '/nothing', '/openapi.json', '/docs'])(
    'to %s must not be stored, sniffed or framed',
    async (path) => {
      const { headers } = await fixture().app.fetch(get(path))
      expect(Object.fromEntries(headers)).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'content-security-policy': expect.stringMatching(/^default-src 'none';.*frame-ancestors 'none'$/),
      })
      expect(headers.has('x-powered-by')).toBe(false)
    },
  )

  it('with a ticket or a session must not be stored either', async () => {
    const body = JSON.stringify({ code: 'ann' })
    const session = await fixture().app.fetch(new Request('http://localhost/v1/session', { method: 'POST', body }))
    expect([session.status, session.headers.get('cache-control')]).toEqual([200, 'no-store'])
  })
})

describe('a web page of another origin', () => {
  const preflight = { origin: PAGE, 'access-control-request-method': 'POST' }

  it('is refused unless it is configured', async () => {
    const { app } = fixture()
    expect((await app.fetch(get('/v1/uploads', preflight, 'OPTIONS'))).status).toBe(404)
    expect((await app.fetch(get('/healthz', { origin: PAGE }))).headers.get('access-control-allow-origin')).toBeNull()
  })

  it('that is configured may call, and read the Retry-After header', async () => {
    const { app } = fixture({ corsOrigins: [PAGE] })
    const { status, headers } = await app.fetch(get('/v1/uploads', preflight, 'OPTIONS'))
    expect(status).toBe(204)
    expect(Object.fromEntries(headers)).toMatchObject({
      'access-control-allow-origin': PAGE,
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': expect.stringContaining('authorization'),
    })
    const answer = await app.fetch(get('/healthz', { origin: PAGE }))
    expect(answer.headers.get('access-control-expose-headers')).toContain('retry-after')
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
  })

  it('that only begins like the configured one is refused', async () => {
    const { app } = fixture({ corsOrigins: [PAGE] })
    const headers = (await app.fetch(get('/healthz', { origin: `${PAGE}.evil.example` }))).headers
    expect(headers.get('access-control-allow-origin')).toBeNull()
  })
})
