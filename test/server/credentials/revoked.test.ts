/** STS sessions that are revoked while the backend uses them, against the local cloud over sockets. */
import type { FormTicket, UploadsAnswer } from '../../../miniprogram/uploader/contract'
import { routes } from '../../../server/routes'
import { formIn } from '../../form-in'
import { type CloudRig, startCloudRig } from '../cloud-rig'

let rig: CloudRig
beforeEach(async () => {
  rig = await startCloudRig({ routes, optionalEndpoints: ['credentials'] })
})
afterEach(() => rig.close())

const JPEG = Buffer.from('ffd8ffe000104a464946', 'hex')
const file = { size: JPEG.length, type: 'image/jpeg' }

/** As an operator who revokes every session of the role. */
async function revokeAll(): Promise<void> {
  for (const { accessKeyId } of rig.cloud.inspect.credentials()) {
    const body = JSON.stringify({ accessKeyId })
    await fetch(`${rig.cloud.adminUrl}/revocations`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    })
  }
}

async function ticket(change: object = {}): Promise<FormTicket> {
  const { body } = await rig.post<UploadsAnswer>('ann', '/v1/uploads', {
    route: 'photo',
    files: [{ ...file, ...change }],
  })
  return formIn(body)
}

function send({ url, fields }: FormTicket): Promise<Response> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new Blob([JPEG]))
  return fetch(url, { method: 'POST', body: form })
}

const assumed = (): number => rig.cloud.journal.count({ operation: 'AssumeRole' })
const complete = (upload: string) => rig.post<{ error?: { code: string } }>('ann', '/v1/uploads/complete', { upload })
const ready = async (): Promise<number> => (await fetch(`${rig.url}/readyz`)).status

describe('a revoked session of STS', () => {
  it('is replaced at the next request to OSS, which is repeated once', async () => {
    const first = await ticket()
    expect((await send(first)).ok).toBe(true)
    // Only then there is a session for the backend's own requests.
    expect(await ready()).toBe(200)
    await revokeAll()
    expect((await complete(first.upload)).status).toBe(200)
    // The sessions of other purposes were revoked as well.
    expect((await send(await ticket())).ok).toBe(true)
  })

  it('is replaced when a client asks for a new ticket, because OSS refused the old one', async () => {
    const first = await ticket()
    await revokeAll()
    expect((await send(first)).status).toBe(403)
    const second = await ticket({ renew: first.upload })
    expect((await send(second)).ok).toBe(true)
    expect((await complete(first.upload)).status).toBe(200)
  })

  it('ends those that users have been given, so that they get others', async () => {
    const keyOf = async (): Promise<string> =>
      (await rig.post<{ accessKeyId: string }>('ann', '/v1/credentials', {})).body.accessKeyId
    const first = await keyOf()
    expect(first).toMatch(/^STS\./)
    expect(await keyOf()).toBe(first)
    expect(await ready()).toBe(200)
    await revokeAll()
    rig.advance(6000)
    expect(await ready()).toBe(200)
    expect(await keyOf()).not.toBe(first)
  })

  it('is noticed by /readyz', async () => {
    expect(await ready()).toBe(200)
    await revokeAll()
    rig.advance(6000)
    expect(await ready()).toBe(200)
    expect((await send(await ticket())).ok).toBe(true)
  })

  it('makes the backend not ready if STS gives no other', async () => {
    expect(await ready()).toBe(200)
    await revokeAll()
    rig.cloud.setRoleTrust(false)
    rig.advance(6000)
    expect(await ready()).toBe(503)
  })

  it('causes one call of STS for each purpose, however many requests are refused', async () => {
    expect(await ready()).toBe(200)
    const tickets = await Promise.all(Array.from({ length: 20 }, () => ticket()))
    for (const one of tickets) expect((await send(one)).ok).toBe(true)
    await revokeAll()
    const before = assumed()
    const statuses = await Promise.all(tickets.map(async ({ upload }) => (await complete(upload)).status))
    expect(statuses).toEqual(Array(20).fill(200))
    // For its own requests and for the URLs of the files.
    expect(assumed() - before).toBeLessThanOrEqual(2)
  })
})
