import type { CompleteAnswer } from '../../../miniprogram/uploader/contract'
import type { PresignAnswer } from '../../../miniprogram/uploader/optional-endpoints'
import {
  address,
  answerWith,
  asAnn,
  cloud,
  complete,
  domainOf,
  FIRST,
  finalKeys,
  formTicket,
  JPEG,
  PAPER,
  PLACES,
  PUBLIC,
  partsTicket,
  read,
  routes,
  send,
  sendParts,
  startForTests,
} from './rig'

startForTests()

describe.each(PLACES)('the route %s', (name, bucket, prefix) => {
  const other = bucket === FIRST ? PUBLIC : FIRST

  it(`stores a form in ${bucket} alone, and answers with a URL of its domain`, async () => {
    const ticket = await formTicket(name)
    expect(ticket.url).toBe(`${domainOf(bucket)}/`)
    await send(ticket)
    const { file } = await complete(ticket.upload)
    expect(file.key.startsWith(prefix)).toBe(true)
    expect(file.url.startsWith(domainOf(bucket))).toBe(true)
    expect(await read(file.url)).toEqual([200, JPEG])
    expect(finalKeys(bucket)).toContain(file.key)
    expect(finalKeys(other)).not.toContain(file.key)
  })

  it(`stores parts in ${bucket} alone`, async () => {
    const ticket = await partsTicket(name)
    expect(ticket.url.startsWith(domainOf(bucket))).toBe(true)
    await sendParts(ticket)
    const resumed = await asAnn<{ parts: object[] }>('/v1/uploads/resume', { upload: ticket.upload })
    expect(resumed.parts).toHaveLength(2)
    const { file } = await complete(ticket.upload)
    expect(await read(file.url)).toEqual([200, PAPER])
    expect(finalKeys(bucket)).toContain(file.key)
    expect(finalKeys(other)).not.toContain(file.key)
  })

  it(`aborts parts in ${bucket}`, async () => {
    const ticket = await partsTicket(name)
    const uploads = () => cloud.inspect.uploads(bucket)?.length
    const before = uploads() ?? 0
    expect(await asAnn('/v1/uploads/abort', { upload: ticket.upload })).toEqual({ stored: false })
    expect(uploads()).toBe(before - 1)
  })

  it('is confirmed by a callback of its bucket', async () => {
    answerWith(routes, { publicUrl: address })
    const answer = await send(await formTicket(name))
    expect(answer.status).toBe(200)
    const { file } = (await answer.json()) as CompleteAnswer
    expect(await read(file.url)).toEqual([200, JPEG])
    expect(finalKeys(bucket)).toContain(file.key)
  })

  it('takes a presigned PUT, and gives a presigned GET', async () => {
    const file = { size: JPEG.length, type: 'image/jpeg' }
    const put = await asAnn<PresignAnswer>('/v1/presign', { method: 'PUT', route: name, file })
    expect(put.url.startsWith(domainOf(bucket))).toBe(true)
    await fetch(put.url, { method: 'PUT', headers: put.headers, body: new Uint8Array(JPEG) })
    const { key } = (await complete(put.upload ?? '')).file
    const got = await asAnn<PresignAnswer>('/v1/presign', { method: 'GET', key })
    expect(await read(got.url)).toEqual([200, JPEG])
  })
})
