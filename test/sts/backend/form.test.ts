import type { FormTicket } from '../../../miniprogram/uploader/contract'
import { fetchBytes, jpeg } from '../../main-path/rig'
import { never } from '../rig'
import { crcOf, formFor, KB, partsFor, send, useRigs } from './calls'

const rigWith = useRigs()

describe('a form of the client’s own backend', () => {
  it('is stored under a random key of its type, confirmed by its own answer, and read back', async () => {
    const rig = await rigWith()
    const side = rig.side()
    const bytes = jpeg()
    const ticket = await formFor(side, { size: bytes.length, name: '合同 (1).jpg' })
    expect((await send(side, ticket, await rig.temp('a.jpg', bytes))).status).toBe(200)
    const file = await side.backend.complete({ upload: ticket.upload, crc64: crcOf(bytes) }, never)
    expect(file).toMatchObject({ size: bytes.length, type: 'image/jpeg', name: '合同 (1).jpg', crc64: crcOf(bytes) })
    expect(file.key).toMatch(/^own\/[0-9a-f]{32}\.jpg$/)
    expect(rig.operations()).toEqual(['PostObject'])
    const response = await fetch(file.url)
    expect(response.headers.get('content-disposition')).toBe(
      "inline; filename*=UTF-8''%E5%90%88%E5%90%8C%20%281%29.jpg",
    )
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true)
    expect(file.urlExpiresIn).toBeLessThanOrEqual(900)
  })

  it('is confirmed by a HEAD if the platform hides the headers of the answer', async () => {
    const rig = await rigWith({ hidesUploadHeaders: true })
    const side = rig.side()
    const bytes = jpeg()
    const ticket = await formFor(side, { size: bytes.length })
    await send(side, ticket, await rig.temp('a.jpg', bytes))
    const file = await side.backend.complete({ upload: ticket.upload }, never)
    expect(file.crc64).toBe(crcOf(bytes))
    expect(rig.operations()).toEqual(['PostObject', 'HeadObject'])
  })

  it('is confirmed after its answer was lost, and by another run of the app', async () => {
    const rig = await rigWith()
    const side = rig.side()
    const bytes = jpeg()
    const ticket = await formFor(side, { size: bytes.length })
    rig.cloud.faults.inject('PostObject', { kind: 'lose-answer' })
    await expect(send(side, ticket, await rig.temp('a.jpg', bytes))).rejects.toMatchObject({ code: 'network' })
    const file = await side.backend.complete({ upload: ticket.upload, crc64: crcOf(bytes) }, never)
    expect((await fetchBytes(file.url)).equals(bytes)).toBe(true)
    expect(await rig.side().backend.complete({ upload: ticket.upload }, never)).toMatchObject({ key: file.key })
  })

  it('is `not-stored` until it has arrived, and `stored-differs` with another checksum', async () => {
    const rig = await rigWith()
    const side = rig.side()
    const bytes = jpeg()
    const ticket = await formFor(side, { size: bytes.length })
    await expect(side.backend.complete({ upload: ticket.upload }, never)).rejects.toMatchObject({ code: 'not-stored' })
    await send(side, ticket, await rig.temp('a.jpg', bytes))
    const request = { upload: ticket.upload, crc64: crcOf(jpeg()) }
    await expect(side.backend.complete(request, never)).rejects.toMatchObject({ code: 'stored-differs' })
  })

  it('accepts only the declared size', async () => {
    const rig = await rigWith()
    const side = rig.side()
    const ticket = await formFor(side, { size: 100 })
    const { status, text } = await send(side, ticket, await rig.temp('a.jpg', jpeg(101)))
    expect([status, text]).toEqual([400, expect.stringContaining('EntityTooLarge')])
  })

  it('goes to the key that `keyOf` returns, and nowhere outside the credentials’ rights', async () => {
    const rig = await rigWith()
    const named: unknown[] = []
    const keyOf = (file: unknown) => {
      named.push(file)
      return '照片/1 +.jpg'
    }
    const side = rig.side({ keyOf })
    const bytes = jpeg()
    const ticket = await formFor(side, { size: bytes.length, name: 'a.jpg' })
    expect(named).toEqual([{ route: 'photo', name: 'a.jpg', size: bytes.length, type: 'image/jpeg' }])
    await send(side, ticket, await rig.temp('a.jpg', bytes))
    const file = await side.backend.complete({ upload: ticket.upload }, never)
    expect(file.key).toBe('own/照片/1 +.jpg')
    expect((await fetchBytes(file.url)).equals(bytes)).toBe(true)

    const elsewhere = rig.side({ prefix: 'others' })
    const refused = await send(
      elsewhere,
      await formFor(elsewhere, { size: bytes.length }),
      await rig.temp('b.jpg', bytes),
    )
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('AccessDenied')])
    await expect(partsFor(elsewhere, { size: 300 * KB, partSize: 100 * KB })).rejects.toMatchObject({
      code: 'access-denied',
    })
  })

  it('never overwrites: of two files with one key, the second is `stored-differs`', async () => {
    const rig = await rigWith()
    const side = rig.side({ keyOf: () => 'same.jpg' })
    const [first, second] = [jpeg(500), jpeg(600)]
    const tickets = [await formFor(side, { size: 500 }), await formFor(side, { size: 600 })]
    await send(side, tickets[0] as FormTicket, await rig.temp('a.jpg', first))
    expect((await send(side, tickets[1] as FormTicket, await rig.temp('b.jpg', second))).status).toBe(409)
    const request = { upload: tickets[1]?.upload ?? '' }
    await expect(side.backend.complete(request, never)).rejects.toMatchObject({ code: 'stored-differs' })
    expect(await side.backend.abort(request.upload, never)).toEqual({ stored: false })
    // The second upload must not remove the first one's object.
    expect(rig.operations()).not.toContain('DeleteObject')
    expect(await side.backend.complete({ upload: tickets[0]?.upload ?? '' }, never)).toMatchObject({ size: 500 })
  })

  it('is removed by an abort if the credentials allow that, and reported as stored otherwise', async () => {
    const open = { Version: '1', Statement: [{ Effect: 'Allow', Action: 'oss:*', Resource: '*' }] }
    for (const [policy, stored] of [
      [open, false],
      [undefined, true],
    ] as const) {
      const rig = await rigWith(policy ? { policy } : {})
      const side = rig.side()
      const bytes = jpeg()
      const ticket = await formFor(side, { size: bytes.length })
      await send(side, ticket, await rig.temp('a.jpg', bytes))
      expect(await side.backend.abort(ticket.upload, never)).toEqual({ stored })
      const found = await rig
        .side()
        .backend.complete({ upload: ticket.upload }, never)
        .catch((error) => error.code)
      expect(typeof found).toBe(stored ? 'object' : 'string')
    }
  })

  it('with a bad key is refused without the other files of the call', async () => {
    const rig = await rigWith()
    const { backend } = rig.side({ keyOf: ({ name = '' }) => name })
    const files = ['a/../b', '/a', 'ok.jpg', 'x'.repeat(1024)].map((name) => ({ name, size: 1, type: 'image/jpeg' }))
    const outcomes = await backend.uploads({ route: 'photo', files }, never)
    expect(outcomes.map((outcome) => ('code' in outcome ? outcome.code : outcome.kind))).toEqual([
      'misuse',
      'misuse',
      'form',
      'misuse',
    ])
  })
})
