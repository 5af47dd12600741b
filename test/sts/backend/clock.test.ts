import { fetchBytes, jpeg } from '../../main-path/rig'
import { never, putPart } from '../rig'
import { crcOf, DAY, formFor, KB, partsFor, send, sendParts, useRigs } from './calls'

const rigWith = useRigs()

describe('the client’s own backend on a device whose clock is wrong by a day', () => {
  it.each([
    ['slow', DAY],
    ['fast', -DAY],
  ])('signs correctly at once if the answer with the credentials has a date (%s)', async (_, deviceBehindMs) => {
    const rig = await rigWith({ deviceBehindMs })
    const side = rig.side()
    const bytes = jpeg()
    const ticket = await formFor(side, { size: bytes.length })
    expect((await send(side, ticket, await rig.temp('a.jpg', bytes))).status).toBe(200)
    const { url } = await side.backend.complete({ upload: ticket.upload }, never)
    expect((await fetchBytes(url)).equals(bytes)).toBe(true)
    expect(rig.operations()).toEqual(['PostObject', 'GetObject'])
  })

  it.each([
    ['slow', DAY, false],
    ['fast', -DAY, false],
    ['slow, and headers are hidden', DAY, true],
    ['fast, and headers are hidden', -DAY, true],
  ])('learns the time from OSS’s first refusal, and needs one more ticket (%s)', async (_, deviceBehindMs, hides) => {
    const rig = await rigWith({ deviceBehindMs, sendsDate: false, hidesUploadHeaders: hides })
    const side = rig.side()
    const bytes = jpeg()
    const path = await rig.temp('a.jpg', bytes)
    const first = await formFor(side, { size: bytes.length })
    expect((await send(side, first, path)).status).toBe(403)
    const second = await formFor(side, { size: bytes.length, renew: first.upload })
    expect(second.fields.key).toBe(first.fields.key)
    expect((await send(side, second, path)).status).toBe(200)
    const third = await formFor(side, { size: bytes.length })
    expect((await send(side, third, path)).status).toBe(200)
    const { url } = await side.backend.complete({ upload: third.upload }, never)
    expect((await fetchBytes(url)).equals(bytes)).toBe(true)
  })

  it.each([
    ['slow', DAY],
    ['fast', -DAY],
  ])('signs a refused call again by itself (%s)', async (_, deviceBehindMs) => {
    const rig = await rigWith({ deviceBehindMs, sendsDate: false })
    const side = rig.side()
    const bytes = jpeg(150 * KB)
    const ticket = await partsFor(side, { size: bytes.length, partSize: 100 * KB })
    expect(rig.operations()).toEqual(['InitiateMultipartUpload', 'InitiateMultipartUpload'])
    await sendParts(side, ticket, bytes, [1, 2])
    expect(await side.backend.complete({ upload: ticket.upload }, never)).toMatchObject({ crc64: crcOf(bytes) })
    expect(rig.cloud.journal.count({ service: 'oss', verdict: 'refused' })).toBe(1)
  })

  it('signs no URL before it knows the time', async () => {
    const rig = await rigWith({ deviceBehindMs: DAY, sendsDate: false })
    const bytes = jpeg()
    const before = rig.side()
    const ticket = await partsFor(before, { size: bytes.length, partSize: 100 * KB })
    await sendParts(before, ticket, bytes, [1])
    const { key } = await before.backend.complete({ upload: ticket.upload }, never)
    const [fresh] = await rig.side().backend.urls({ keys: [key] }, never)
    expect((await fetchBytes((fresh as { url: string }).url)).equals(bytes)).toBe(true)
  })

  it('continues after the clock was corrected in the middle of an upload', async () => {
    const rig = await rigWith({ deviceBehindMs: DAY })
    const side = rig.side()
    const bytes = jpeg(150 * KB)
    const ticket = await partsFor(side, { size: bytes.length, partSize: 100 * KB })
    await sendParts(side, ticket, bytes, [1])
    // Only the device's clock changes, although the rig moves that of the servers.
    rig.setDeviceBehind(0)
    const answer = await side.backend.resume(ticket.upload, never)
    expect((await putPart(side, answer.ticket, answer.ticket, 2, bytes)).status).toBe(200)
    expect(rig.cloud.journal.count({ service: 'oss', verdict: 'refused' })).toBe(1)
  })
})
