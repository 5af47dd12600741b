import type { LocalCloud } from '../../../../../dev/local-cloud'
import type { MultipartTicket } from '../../../../../miniprogram/uploader/contract'
import { cachedCredentials } from '../../../../../server/credentials/cached-credentials'
import { sessionPolicy } from '../../../../../server/credentials/session-policy'
import { formIn } from '../../../../form-in'
import { assumeRole } from '../../../../local-cloud/rig/test-cloud'
import { codeOf, crc64Of, leftIn, PART, partOf, partUrl, photoOf, put, type Rig, send, startRig } from './rig'

const MINUTE = 60_000

let rig: Rig
/** How far the backend's clock is ahead of the machine's, ms. */
let ahead: number
beforeEach(async () => {
  ahead = 0
  const now = () => Date.now() + ahead
  rig = await startRig({}, (cloud) => ({
    now,
    credentials: cachedCredentials({ fetch: shortSessions(cloud), now, random: Math.random }),
  }))
})
afterEach(() => rig.close())

/** The shortest STS sessions, of 15 minutes, because the clocks of the clients do not move and are checked. */
const shortSessions = (cloud: LocalCloud) => async (scope: 'upload' | 'read' | 'manage') => {
  const policy = JSON.stringify(sessionPolicy(scope, cloud.bucket, 'uploads'))
  const { expires, ...keys } = await assumeRole(cloud, { durationSeconds: 900, policy })
  return { ...keys, expiresAt: expires }
}

/** The clock of OSS, STS and the backend. */
function setClocks(ms: number): void {
  ahead = ms
  rig.cloud.faults.clockShift = ms
}

/** Sends the parts from `first` to `last`, several at a time: one after the other, each would wait for the busy machine. */
async function sendAtOnce(ticket: MultipartTicket, bytes: Buffer, first: number, last: number): Promise<void> {
  let next = first
  const sendNext = async (): Promise<void> => {
    while (next <= last) {
      const number = next
      next += 1
      await send(ticket, bytes, [number])
    }
  }
  await Promise.all(Array.from({ length: 8 }, sendNext))
}

describe('resuming', () => {
  it('lists the parts that OSS holds, with their CRC-64, and signs from the first missing part on', async () => {
    const bytes = photoOf(4 * PART + 3)
    const ticket = await rig.as('ann').ticket(bytes.length)
    await send(ticket, bytes, [1, 2, 4])
    const { status, body } = await rig.as('ann').resume(ticket.upload)
    expect(status).toBe(200)
    expect(body.parts).toEqual([1, 2, 4].map((number) => ({ number, crc64: crc64Of(partOf(bytes, number)) })))
    const { url, upload, partSize, partCount } = ticket
    expect(body.ticket).toMatchObject({ kind: 'multipart', url, upload, partSize, partCount, from: 3 })
    expect(body.ticket.signatures).toHaveLength(3)
    for (const number of [3, 5]) {
      expect(await put(partUrl(body.ticket, body.ticket, number), partOf(bytes, number))).toBe('200')
    }
    expect((await rig.as('ann').complete(upload, crc64Of(bytes))).status).toBe(200)
  })

  it('works with one part, no part, or all parts held', async () => {
    const bytes = photoOf(2 * PART)
    const ticket = await rig.as('ann').ticket(bytes.length)
    const resumed = async () => {
      const { body } = await rig.as('ann').resume(ticket.upload)
      return [body.parts.map(({ number }) => number), body.ticket.from, body.ticket.signatures.length]
    }
    expect(await resumed()).toEqual([[], 1, 2])
    await send(ticket, bytes, [1])
    expect(await resumed()).toEqual([[1], 2, 1])
    await send(ticket, bytes, [2])
    expect(await resumed()).toEqual([[1, 2], 2, 0])
  })

  it('reads all pages of the list of parts', async () => {
    const bytes = photoOf(1002 * PART)
    const crc64 = crc64Of(bytes)
    const ticket = await rig.as('ann').ticket(bytes.length)
    await sendAtOnce(ticket, bytes, 1, 512)
    const more = (await rig.as('ann').parts(ticket.upload, 513, 512)).body
    await sendAtOnce({ ...ticket, ...more }, bytes, 513, 1001)
    const { body } = await rig.as('ann').resume(ticket.upload)
    expect([body.parts.length, body.parts.at(-1)?.number, body.ticket.from]).toEqual([1001, 1001, 1002])
    await send(body.ticket, bytes, [1002])
    const { file } = (await rig.as('ann').complete(ticket.upload, crc64)).body
    expect(file).toMatchObject({ size: bytes.length, crc64 })
    // A thousand requests: the usual limit is for tests that hang, and a busy machine would reach it.
  }, 900_000)

  it('is already-exists after completion, and complete then answers the file', async () => {
    const bytes = photoOf(PART)
    const ticket = await rig.as('ann').ticket(bytes.length)
    await send(ticket, bytes)
    await rig.as('ann').complete(ticket.upload)
    expect(codeOf(await rig.as('ann').resume(ticket.upload))).toEqual([409, 'already-exists'])
    expect((await rig.as('ann').complete(ticket.upload)).status).toBe(200)
  })

  it('is upload-expired if OSS no longer has the upload', async () => {
    const { upload } = await rig.as('ann').ticket(PART)
    await rig.as('ann').abort(upload)
    expect(codeOf(await rig.as('ann').resume(upload))).toEqual([410, 'upload-expired'])
    expect(codeOf(await rig.as('ann').complete(upload))).toEqual([410, 'upload-expired'])
  })

  it('is upload-expired after seven days', async () => {
    const { upload } = await rig.as('ann').ticket(PART)
    ahead = 7 * 24 * 60 * MINUTE + 1
    expect(codeOf(await rig.as('ann').resume(upload))).toEqual([410, 'upload-expired'])
    expect(codeOf(await rig.as('ann').parts(upload, 1, 1))).toEqual([410, 'upload-expired'])
  })
})

describe('expired signatures', () => {
  it('are replaced, with a new STS token, for the same upload from any part on', async () => {
    setClocks(-14 * MINUTE)
    const bytes = photoOf(3 * PART)
    const ticket = await rig.as('ann').ticket(bytes.length)
    expect([ticket.expiresIn <= 840, ticket.expiresIn > 800]).toEqual([true, true])
    await send(ticket, bytes, [1])
    setClocks(14 * MINUTE)
    expect(await put(partUrl(ticket, ticket, 2), partOf(bytes, 2))).toMatch(/^403 /)
    const { body } = await rig.as('ann').parts(ticket.upload, 2, 1)
    expect([body.from, body.signatures.length, body.query === ticket.query]).toEqual([2, 1, false])
    expect(await put(partUrl(ticket, body, 2), partOf(bytes, 2))).toBe('200')
    const last = (await rig.as('ann').parts(ticket.upload, 3, 100)).body
    expect([last.from, last.signatures.length]).toEqual([3, 1])
    expect(await put(partUrl(ticket, last, 3), partOf(bytes, 3))).toBe('200')
    expect((await rig.as('ann').complete(ticket.upload, crc64Of(bytes))).status).toBe(200)
  })
})

describe('aborting', () => {
  it('leaves nothing, accepts no further part, and may be repeated', async () => {
    const bytes = photoOf(2 * PART)
    const ticket = await rig.as('ann').ticket(bytes.length)
    await send(ticket, bytes, [1])
    for (const _ of [1, 2]) expect((await rig.as('ann').abort(ticket.upload)).body).toEqual({ stored: false })
    expect(leftIn(rig.cloud)).toEqual({ objects: [], uploads: [] })
    expect(await put(partUrl(ticket, ticket, 2), partOf(bytes, 2))).toBe('404 NoSuchUpload')
    expect((await rig.as('ann').parts(ticket.upload, 1, 1)).status).toBe(200)
  })

  it('is repeated while parts keep arriving', async () => {
    const ticket = await rig.as('ann').ticket(2 * PART)
    rig.cloud.faults.inject('AbortMultipartUpload', { kind: 'answer', status: 204, code: '' })
    expect((await rig.as('ann').abort(ticket.upload)).body).toEqual({ stored: false })
    expect([leftIn(rig.cloud).uploads, rig.cloud.journal.count({ operation: 'AbortMultipartUpload' })]).toEqual([[], 2])
  })

  it('fails if they do not stop', async () => {
    const ticket = await rig.as('ann').ticket(2 * PART)
    rig.cloud.faults.inject('AbortMultipartUpload', { kind: 'answer', status: 204, code: '' }, 3)
    expect(codeOf(await rig.as('ann').abort(ticket.upload))).toEqual([503, 'cloud-unavailable'])
    expect((await rig.as('ann').abort(ticket.upload)).body).toEqual({ stored: false })
  })

  it('keeps a stored file, and says so', async () => {
    const bytes = photoOf(PART)
    const ticket = await rig.as('ann').ticket(bytes.length)
    await send(ticket, bytes)
    await rig.as('ann').complete(ticket.upload)
    expect((await rig.as('ann').abort(ticket.upload)).body).toEqual({ stored: true })
    expect((await rig.as('ann').complete(ticket.upload)).status).toBe(200)
  })

  it('removes a form upload, unless it is stored', async () => {
    const bytes = photoOf(PART)
    const sent = async () => {
      const { body } = await rig.as('ann').uploads([{ size: bytes.length, type: 'image/jpeg' }])
      const ticket = formIn(body)
      const form = new FormData()
      for (const [name, value] of Object.entries(ticket.fields)) form.append(name, value)
      form.append('file', new Blob([new Uint8Array(bytes)]), 'x.jpg')
      expect((await fetch(ticket.url, { method: 'POST', body: form })).status).toBe(200)
      return ticket.upload
    }
    const dropped = await sent()
    expect((await rig.as('ann').abort(dropped)).body).toEqual({ stored: false })
    expect(leftIn(rig.cloud).objects).toEqual([])
    expect(codeOf(await rig.as('ann').complete(dropped))).toEqual([409, 'not-stored'])
    const kept = await sent()
    await rig.as('ann').complete(kept)
    expect((await rig.as('ann').abort(kept)).body).toEqual({ stored: true })
    expect(leftIn(rig.cloud).objects).toHaveLength(1)
  })
})
