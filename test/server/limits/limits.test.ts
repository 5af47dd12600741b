import type { Ticket } from '../../../miniprogram/uploader/contract'
import { Fault } from '../../../server/faults/fault'
import { memoryCounters } from '../../../server/limits/counter'
import { createLimits, DEFAULT_LIMITS, type LimitOptions } from '../../../server/limits/limits'
import { windowCounter } from '../../../server/limits/window-counter'
import { type Answer, type Fixture, fixture } from '../fixture'

const photo = { size: 1000, type: 'image/jpeg' }
const PROXY = '127.0.0.1'

/** A call of a signed-in user from an address. */
const call = async (f: Fixture, path: string, body: unknown, from: string, headers: Record<string, string> = {}) => {
  const request = new Request(`http://localhost${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'x-forwarded-for': from, ...headers },
  })
  const response = await f.app.fetch(request, { incoming: { socket: { remoteAddress: PROXY } } })
  return { response, answer: (await response.json()) as Answer['body'] }
}

const limited = (limits: Partial<LimitOptions>, identified: string[] = []) =>
  fixture({
    limits,
    identity: {
      identify: async (request) => {
        identified.push(request.headers.get('authorization') ?? '')
        return { id: request.headers.get('authorization') ?? 'ann', kind: 'test', issuer: 'test' }
      },
      login: async (code) => {
        identified.push(code)
        return { token: 'token', expiresIn: 1 }
      },
    },
  })

describe('an address', () => {
  it('that calls too often has to wait, before the caller is identified', async () => {
    const identified: string[] = []
    const f = limited({ requestsPerAddressPerMinute: 2 }, identified)
    const uploads = () => call(f, '/v1/uploads', { route: 'photo', files: [photo] }, '198.51.100.7')
    expect((await uploads()).response.status).toBe(200)
    expect((await uploads()).response.status).toBe(200)
    const { response, answer } = await uploads()
    expect([response.status, answer.error?.code]).toEqual([429, 'too-many-requests'])
    expect(response.headers.get('retry-after')).toBe(String(answer.error?.params?.retryAfter))
    expect(response.headers.get('retry-after')).toMatch(/^([1-9]|[1-5]\d|60)$/)
    expect(identified).toHaveLength(2)
  })

  it('does not use up another address’s limit', async () => {
    const f = limited({ requestsPerAddressPerMinute: 1 })
    const from = (address: string) => call(f, '/v1/uploads/complete', { upload: 'x' }, address)
    await from('198.51.100.7')
    expect((await from('198.51.100.7')).response.status).toBe(429)
    expect((await from('198.51.100.8')).response.status).toBe(400)
  })

  it('that logs in too often has to wait, before WeChat is called', async () => {
    const identified: string[] = []
    const f = limited({ loginsPerAddressPerMinute: 1 }, identified)
    const login = () => call(f, '/v1/session', { code: 'c' }, '198.51.100.7')
    expect((await login()).response.status).toBe(200)
    expect((await login()).response.status).toBe(429)
    expect(identified).toHaveLength(1)
  })

  it('that is unknown is not limited, because all unknown addresses would share one limit', async () => {
    const f = limited({ requestsPerAddressPerMinute: 1 })
    for (let times = 0; times < 3; times += 1)
      expect((await f.post('/v1/uploads/complete', { upload: 'x' })).status).toBe(400)
  })

  it('of OSS is not limited when it calls back', async () => {
    const f = limited({ requestsPerAddressPerMinute: 1 })
    for (let times = 0; times < 3; times += 1) {
      expect((await call(f, '/v1/uploads/callback', {}, '198.51.100.7')).response.status).toBe(403)
    }
  })
})

describe('a user', () => {
  const ask = (f: Fixture, files: object[], user = 'ann') =>
    f.post('/v1/uploads', { route: 'photo', files }, { authorization: user })

  const kinds = ({ body }: Answer) =>
    body.uploads?.map((upload) => ('error' in upload ? upload.error.code : upload.kind)) ?? body.error?.code

  it('that calls too often has to wait, from any address, and other users do not', async () => {
    const f = limited({ requestsPerUserPerMinute: 1 })
    expect((await ask(f, [photo])).status).toBe(200)
    expect((await ask(f, [photo])).status).toBe(429)
    expect((await ask(f, [photo], 'bob')).status).toBe(200)
  })

  it('gets as many tickets as are left, for the first files, and then none', async () => {
    const f = limited({ ticketsPerUserPerHour: 3 })
    expect(kinds(await ask(f, [photo, photo]))).toEqual(['form', 'form'])
    const rest = await ask(f, [photo, photo])
    expect(kinds(rest)).toEqual(['form', 'too-many-requests'])
    expect(rest.body.uploads?.[1]).toMatchObject({ error: { params: { retryAfter: expect.any(Number) } } })
    const none = await ask(f, [photo])
    expect([none.status, kinds(none)]).toEqual([429, 'too-many-requests'])
    expect((await ask(f, [photo], 'bob')).status).toBe(200)
  })

  it('declares no more bytes than the limit of the day, and a refused file costs nothing', async () => {
    const f = limited({ bytesPerUserPerDay: 2500, ticketsPerUserPerHour: 3 })
    const big = { ...photo, size: 2000 }
    expect(kinds(await ask(f, [photo, big, photo]))).toEqual(['form', 'too-many-requests', 'form'])
    expect(kinds(await ask(f, [{ ...photo, size: 501 }]))).toBe('too-many-requests')
    expect(kinds(await ask(f, [{ ...photo, size: 500 }]))).toEqual(['form'])
    expect(kinds(await ask(f, [{ ...photo, size: 1 }]))).toBe('too-many-requests')
  })

  it('gets a ticket that another file of the same call could not use', async () => {
    const f = limited({ bytesPerUserPerDay: 2500, ticketsPerUserPerHour: 2 })
    expect(kinds(await ask(f, [photo, { ...photo, size: 2000 }, photo]))).toEqual(['form', 'too-many-requests', 'form'])
    expect(kinds(await ask(f, [photo]))).toBe('too-many-requests')
  })

  it('pays again for a renewed ticket, because it could store its file again', async () => {
    const f = limited({ bytesPerUserPerDay: 2000 })
    const first = await ask(f, [photo])
    const [ticket] = first.body.uploads ?? []
    const renew = ticket && 'upload' in ticket ? ticket.upload : ''
    expect(kinds(await ask(f, [{ ...photo, renew }]))).toEqual(['form'])
    expect(kinds(await ask(f, [{ ...photo, renew }]))).toBe('too-many-requests')
  })

  it.each([
    ['/v1/uploads', { route: 'photo', files: [{ size: 9, type: 'image/jpeg' }] }],
    ['/v1/presign', { method: 'PUT', route: 'photo', file: { size: 9, type: 'image/jpeg' } }],
    ['/v1/credentials', {}],
  ])('pays nothing for a call of %s that fails because of STS', async (path, body) => {
    let isUp = false
    const session = async () => {
      if (!isUp) throw new Fault('cloud-unavailable')
      return { accessKeyId: 'id', accessKeySecret: 'secret', expiresAt: Number.POSITIVE_INFINITY }
    }
    const f = fixture({
      limits: { ticketsPerUserPerHour: 1 },
      optionalEndpoints: ['credentials', 'presign'],
      credentials: session,
      userSessions: { put: session, read: session },
    })
    const ask = async () => (await f.as('ann').post(path, body)).status
    expect([await ask(), await ask()]).toEqual([503, 503])
    isUp = true
    expect([await ask(), await ask()]).toEqual([200, 429])
  })

  it('pays nothing for files that the route refuses', async () => {
    const f = limited({ ticketsPerUserPerHour: 1 })
    expect(kinds(await ask(f, [{ size: 0, type: 'image/jpeg' }, photo]))).toEqual(['file-empty', 'form'])
  })

  it('is not limited if the limits are off', async () => {
    const f = fixture({ limits: false })
    const session = await f.post('/v1/session', { code: 'ann' })
    const headers = { authorization: `Bearer ${session.body.token}` }
    const statuses = new Set<number>()
    for (let times = 0; times < 310; times += 1) {
      statuses.add((await f.post('/v1/uploads/complete', { upload: 'x' }, headers)).status)
    }
    expect(statuses).toEqual(new Set([400]))
  })

  it('has three hundred calls a minute by default', async () => {
    const f = fixture()
    const session = await f.post('/v1/session', { code: 'ann' })
    const headers = { authorization: `Bearer ${session.body.token}` }
    const statuses: number[] = []
    for (let times = 0; times <= 300; times += 1) {
      statuses.push((await f.post('/v1/uploads/complete', { upload: 'x' }, headers)).status)
    }
    expect([statuses.indexOf(429), statuses.at(-1)]).toEqual([300, 429])
  })
})

describe('the bytes of a cancelled upload', () => {
  const limits = { bytesPerUserPerDay: 300_000 }
  const video = { size: 200_000, type: 'image/jpeg', partSize: 102_400 }
  const ask = (f: Fixture, file: object) => f.as('ann').post('/v1/uploads', { route: 'photo', files: [file] })
  const tokenOf = ({ body }: Answer): string => (body.uploads as Ticket[])[0]?.upload ?? ''

  it('by parts no longer count, once', async () => {
    const f = fixture({ limits })
    const upload = tokenOf(await ask(f, video))
    expect((await ask(f, video)).status).toBe(429)
    for (const _ of [1, 2]) await f.as('ann').post('/v1/uploads/abort', { upload })
    expect((await ask(f, video)).status).toBe(200)
    expect((await ask(f, video)).status).toBe(429)
  })

  it('by form still count, because its ticket stays valid', async () => {
    const f = fixture({ limits })
    const upload = tokenOf(await ask(f, { size: 200_000, type: 'image/jpeg' }))
    await f.as('ann').post('/v1/uploads/abort', { upload })
    expect((await ask(f, video)).status).toBe(429)
  })
})

describe('the memory of the limits', () => {
  it('holds a limited number of callers, and forgets the oldest', () => {
    const clock = { now: 0 }
    const counter = windowCounter(1000, () => clock.now)
    for (let key = 0; key <= 100_000; key += 1) counter.add(String(key), 1)
    expect(counter.add('0', 1).count).toBe(1)
    expect(counter.add('100000', 1).count).toBe(2)
  })

  it('counts anew when a window has ended', () => {
    const clock = { now: 0 }
    const counter = windowCounter(1000, () => clock.now)
    counter.add('ann', 5)
    clock.now = 999
    expect(counter.add('ann', 1)).toEqual({ count: 6, msLeft: 1 })
    clock.now = 1000
    expect(counter.add('ann', 1)).toEqual({ count: 1, msLeft: 1000 })
    counter.takeBack('ann', 5)
    expect(counter.add('ann', 1).count).toBe(2)
  })
})

describe('a caller that goes on far beyond its limit', () => {
  it('waits for its refusals, and the others do not', async () => {
    const { countRequest } = createLimits(
      { ...DEFAULT_LIMITS, requestsPerAddressPerMinute: 1 },
      memoryCounters(Date.now),
    )
    const settled: string[] = []
    const call = (address: string): Promise<void> =>
      countRequest(address).then(
        () => void settled.push(`${address} allowed`),
        () => void settled.push(`${address} refused`),
      )
    for (let count = 0; count <= 100; count += 1) await call('192.0.2.1')
    expect(settled).toHaveLength(101)
    const slow = call('192.0.2.1')
    await call('192.0.2.2')
    await call('192.0.2.2')
    await slow
    expect(settled.slice(101)).toEqual(['192.0.2.2 allowed', '192.0.2.2 refused', '192.0.2.1 refused'])
  })
})
