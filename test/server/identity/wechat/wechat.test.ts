import { startWechatApi, type WechatApi, type WechatFault } from '../../../../dev/wechat-api'
import { wechatIdentity, wechatUser } from '../../../../server/identity/wechat/wechat'
import { config, fixture, keyOf, ticketOf } from '../../fixture'

const app = { appid: 'wx0123456789abcdef', secret: 'local0app0secret0local0app0secret' }
const CODES_LIVE_MS = 5 * 60_000

const clock = { now: Date.UTC(2026, 0, 2) }
let wechat: WechatApi

beforeEach(async () => {
  wechat = await startWechatApi({ app, now: () => clock.now })
})

afterEach(() => wechat.close())

const backend = (change: { appid?: string; secret?: string } = {}) =>
  fixture({
    identity: wechatIdentity({
      ...app,
      ...change,
      endpoint: wechat.url,
      sessionSecrets: config.secrets.session,
      keySecret: config.secrets.key,
    }),
    now: Date.now,
  })

const payloadOf = (token = ''): string => Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()

describe('a mini-program user', () => {
  it('exchanges wx.login’s code for a session of two hours and uploads with it', async () => {
    const f = backend()
    const { status, body } = await f.post('/v1/session', { code: wechat.issueCode('ann') })
    expect([status, body.expiresIn]).toEqual([200, 7200])
    const files = [{ size: 9, type: 'image/jpeg' }]
    const answer = await f.post('/v1/uploads', { route: 'photo', files }, { authorization: `Bearer ${body.token}` })
    expect(keyOf(ticketOf(answer))).toMatch(/^uploads\/pending\/photo\/[0-9a-f]{24}\//)
  })

  it('is a keyed hash in the session, and openid and session_key are in no answer and no log', async () => {
    const f = backend()
    const { body } = await f.post('/v1/session', { code: wechat.issueCode('ann') })
    const user = wechatUser(wechat.openidOf('ann'), app.appid, config.secrets.key)
    expect(JSON.parse(payloadOf(body.token))).toMatchObject({ sub: user.id, kind: 'wechat', issuer: app.appid })
    const seen = JSON.stringify([body, payloadOf(body.token), f.lines])
    expect(seen).not.toContain(wechat.openidOf('ann'))
    expect(seen).not.toMatch(/session_key|sessionKey/)
  })

  it('is the same user in every session, and different from every other user', async () => {
    const f = backend()
    const subjectOf = async (person: string): Promise<string> =>
      JSON.parse(payloadOf((await f.post('/v1/session', { code: wechat.issueCode(person) })).body.token)).sub
    expect(await subjectOf('ann')).toBe(await subjectOf('ann'))
    expect(await subjectOf('ann')).not.toBe(await subjectOf('bob'))
  })
})

describe('a code', () => {
  it('is valid once', async () => {
    const f = backend()
    const code = wechat.issueCode('ann')
    expect((await f.post('/v1/session', { code })).status).toBe(200)
    const { status, body } = await f.post('/v1/session', { code })
    expect([status, body.error?.code]).toEqual([401, 'unauthenticated'])
  })

  it('is valid for five minutes', async () => {
    const f = backend()
    const [early, late] = [wechat.issueCode('ann'), wechat.issueCode('ann')]
    clock.now += CODES_LIVE_MS - 1
    expect((await f.post('/v1/session', { code: early })).status).toBe(200)
    clock.now += 1
    expect((await f.post('/v1/session', { code: late })).status).toBe(401)
  })

  it('that WeChat has not issued is refused', async () => {
    expect((await backend().post('/v1/session', { code: 'x&grant_type=x' })).status).toBe(401)
    expect(wechat.calls.at(-1)?.get('js_code')).toBe('x&grant_type=x')
  })

  it('of a user whom WeChat blocks is forbidden', async () => {
    wechat.block('eve')
    const { status, body } = await backend().post('/v1/session', { code: wechat.issueCode('eve') })
    expect([status, body.error?.code]).toEqual([403, 'forbidden'])
  })

  it('beyond WeChat’s hundred a minute is too-many-requests, with a minute to wait', async () => {
    const f = backend()
    for (let login = 0; login < 100; login += 1) await f.post('/v1/session', { code: wechat.issueCode('ann') })
    const request = new Request('http://localhost/v1/session', {
      method: 'POST',
      body: JSON.stringify({ code: wechat.issueCode('ann') }),
    })
    const response = await f.app.fetch(request)
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '60'])
  })
})

describe('WeChat', () => {
  it.each<WechatFault>(['busy', 'quota', 'html', 'reset'])('that answers %s is a temporary fault', async (fault) => {
    const f = backend()
    wechat.faults.push(fault)
    const { status, body } = await f.post('/v1/session', { code: wechat.issueCode('ann') })
    expect([status, body.error?.code]).toEqual([503, 'cloud-unavailable'])
  })

  it.each([
    ['AppID', { appid: 'wx9999999999999999' }, 40013],
    ['AppSecret', { secret: 'another0secret0another0secret' }, 40125],
  ])('that refuses the backend’s %s is a misconfiguration, which only the log shows', async (_, change, errcode) => {
    const f = backend(change)
    const { status, body } = await f.post('/v1/session', { code: wechat.issueCode('ann') })
    expect([status, body.error]).toEqual([500, { code: 'server-misconfigured', requestId: expect.any(String) }])
    expect(JSON.stringify(f.lines)).toContain(`errcode ${errcode}`)
  })

  it('never causes the AppSecret or a code to be logged, whatever it answers', async () => {
    const f = backend()
    const code = wechat.issueCode('ann')
    for (const fault of ['busy', 'html', 'reset'] as const) {
      wechat.faults.push(fault)
      await f.post('/v1/session', { code })
    }
    await wechat.close()
    await f.post('/v1/session', { code })
    expect(f.lines).toHaveLength(4)
    expect(JSON.stringify(f.lines)).not.toContain(app.secret)
    expect(JSON.stringify(f.lines)).not.toContain(code)
  })
})

describe('the stand-in for WeChat', () => {
  const ask = async (change: Record<string, string | undefined>, method = 'GET') => {
    const query = { ...{ appid: app.appid, secret: app.secret, grant_type: 'authorization_code' }, ...change }
    const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined)
    const response = await fetch(`${wechat.url}/sns/jscode2session?${new URLSearchParams(given)}`, { method })
    return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
  }

  it.each([
    [41002, { appid: undefined }],
    [41004, { secret: undefined }],
    [41008, { js_code: undefined }],
    [40002, { grant_type: 'client_credential' }],
    [40013, { appid: 'wx9999999999999999' }],
    [40125, { secret: 'x' }],
    [40029, {}],
  ])('answers errcode %s with HTTP 200, as text', async (errcode, change) => {
    const { status, type, text } = await ask({ js_code: 'x', ...change })
    expect([status, type, JSON.parse(text).errcode]).toEqual([200, 'text/plain', errcode])
  })

  it('answers openid, session_key and, where bound, unionid', async () => {
    const { text } = await ask({ js_code: wechat.issueCode('ann', 'u-ann') })
    expect(JSON.parse(text)).toEqual({
      openid: wechat.openidOf('ann'),
      unionid: 'u-ann',
      session_key: expect.stringMatching(/^[\w+/]{22}==$/),
    })
    expect(wechat.openidOf('ann')).toMatch(/^o[\w-]{27}$/)
  })

  it('issues codes for trying it by hand, and has no other endpoint', async () => {
    const login = await fetch(`${wechat.url}/wx/login?person=ann`, { method: 'POST' })
    const { code } = JSON.parse(await login.text()) as { code: string }
    expect(JSON.parse((await ask({ js_code: code })).text).openid).toBe(wechat.openidOf('ann'))
    expect((await ask({}, 'POST')).status).toBe(404)
  })
})
