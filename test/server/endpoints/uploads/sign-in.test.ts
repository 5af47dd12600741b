import { PATHS } from '../../../../miniprogram/uploader/contract'
import type { Fault } from '../../../../server/faults/fault'
import { Fault as RefusedFault } from '../../../../server/faults/fault'
import { sessionIdentity } from '../../../../server/identity/session'
import { config, fixture, keyOf, ticketOf } from '../../fixture'

const photo = { size: 9, type: 'image/jpeg' }
const request = { route: 'photo', files: [photo] }

/** A backend whose codes work once, as WeChat's do. */
function backend(options: Parameters<typeof fixture>[0] = {}) {
  const asked: string[] = []
  const identity = sessionIdentity({
    secrets: config.secrets.session,
    async login(code) {
      asked.push(code)
      if (asked.filter((known) => known === code).length > 1) throw new RefusedFault('unauthenticated')
      return { id: code, kind: 'test', issuer: 'test' }
    },
  })
  return { ...fixture({ identity, now: Date.now, ...options }), asked }
}

describe('the first call of a phone', () => {
  it('brings tickets and a session for the code of wx.login, and the session is good for the next calls', async () => {
    const f = backend()
    const first = await f.post(PATHS.uploads, { ...request, code: 'ann' })
    expect(first.status).toBe(200)
    const { session } = first.body as { session?: { token: string; expiresIn: number } }
    expect(session).toMatchObject({ expiresIn: 7200 })
    const next = await f.post(PATHS.uploads, request, { authorization: `Bearer ${session?.token}` })
    expect(next.status).toBe(200)
    expect(next.body).not.toHaveProperty('session')
    const folderOf = (answer: typeof first): string | undefined => keyOf(ticketOf(answer)).split('/')[3]
    expect(folderOf(next)).toBe(folderOf(first))
    expect(f.asked).toEqual(['ann'])
  })

  it('is logged with its user, and without its code and session', async () => {
    const f = backend()
    const { body } = await f.post(PATHS.uploads, { ...request, code: 'code-of-ann' })
    const log = JSON.stringify(f.lines)
    expect(log).toMatch(/"user":"[0-9a-f]{24}"/)
    expect(log).not.toContain('code-of-ann')
    expect(log).not.toContain((body as { session?: { token: string } }).session?.token)
  })

  it('is refused with a session and a code together, which is then not spent', async () => {
    const f = backend()
    const { body } = await f.post(PATHS.session, { code: 'ann' })
    const headers = { authorization: `Bearer ${body.token}` }
    const answer = await f.post(PATHS.uploads, { ...request, code: 'bob' }, headers)
    expect([answer.status, answer.body.error]).toMatchObject([
      400,
      { code: 'bad-request', params: { issues: 'code: expected none beside Authorization' } },
    ])
    expect(f.asked).toEqual(['ann'])
  })

  it.each<[string, object, number, string]>([
    ['no code either', request, 401, 'unauthenticated'],
    ['an unknown field', { ...request, code: 'ann', key: 'x' }, 400, 'bad-request'],
    ['a code of the wrong kind', { ...request, code: 7 }, 400, 'bad-request'],
    ['an empty code', { ...request, code: '' }, 400, 'bad-request'],
    ['no file', { ...request, code: 'ann', files: [] }, 400, 'bad-request'],
    ['too many files', { ...request, code: 'ann', files: Array(21).fill(photo) }, 422, 'too-many-files'],
    ['an unknown route', { ...request, code: 'ann', route: 'x' }, 404, 'unknown-route'],
  ])('with %s is refused before the code is spent', async (_, body, status, code) => {
    const f = backend()
    const answer = await f.post(PATHS.uploads, body)
    expect([answer.status, answer.body.error?.code]).toEqual([status, code])
    expect(f.asked).toEqual([])
  })

  it('is refused if its code was used before', async () => {
    const f = backend()
    expect((await f.post(PATHS.uploads, { ...request, code: 'ann' })).status).toBe(200)
    const { status, body } = await f.post(PATHS.uploads, { ...request, code: 'ann' })
    expect([status, body.error?.code]).toEqual([401, 'unauthenticated'])
  })

  it('with a session that has ended is refused before its body is read, whatever code it brings', async () => {
    const f = backend()
    const { status } = await f.post(PATHS.uploads, { ...request, code: 'ann' }, { authorization: 'Bearer ended' })
    expect([status, f.asked]).toEqual([401, []])
  })

  it('counts as a login of its address before WeChat is asked, and as a request of its user', async () => {
    const f = backend({
      clientAddress: () => '198.51.100.7',
      limits: { loginsPerAddressPerMinute: 1, requestsPerUserPerMinute: 2 },
    } as Parameters<typeof fixture>[0])
    const first = await f.post(PATHS.uploads, { ...request, code: 'ann' })
    const { session } = first.body as { session?: { token: string } }
    const second = await f.post(PATHS.uploads, { ...request, code: 'bob' })
    expect([second.status, f.asked]).toEqual([429, ['ann']])
    const headers = { authorization: `Bearer ${session?.token}` }
    const rest = [await f.post(PATHS.uploads, request, headers), await f.post(PATHS.uploads, request, headers)]
    expect(rest.map(({ status }) => status)).toEqual([200, 429])
  })

  it('needs an identity that signs users in', async () => {
    const identify = async () => undefined
    const { status, body } = await fixture({ identity: { identify } }).post(PATHS.uploads, { ...request, code: 'ann' })
    expect([status, body.error?.code]).toEqual([401, 'unauthenticated' satisfies Fault['code']])
  })
})
