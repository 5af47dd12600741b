import type { ErrorBody, FileUrl, UploadsAnswer } from '../../../miniprogram/uploader/contract'
import { createFiles, defineRoutes, type RouteTable, route } from '../../../server/index'
import {
  address,
  answerWith,
  appFor,
  asAnn,
  complete,
  FIRST,
  finalKeys,
  formTicket,
  JPEG,
  PAPER,
  PUBLIC,
  partsTicket,
  read,
  routes,
  rules,
  send,
  sendParts,
  settingsFor,
  startForTests,
} from './rig'

startForTests()

describe('routes and buckets that do not fit together', () => {
  it('are refused at the start, with the nearest name', () => {
    const table = defineRoutes({ avatar: route({ ...rules, bucket: 'pubic' }) })
    const message =
      'Route "avatar": bucket: expected a name of OSS_BUCKETS (public), got "pubic"; did you mean "public"?'
    expect(() => appFor(table)).toThrow(message)
    expect(() => createFiles(settingsFor(), { routes: table })).toThrow(message)
    expect(() => appFor(routes, { buckets: undefined })).toThrow(
      'Route "avatar": bucket: expected a name of OSS_BUCKETS (it has none), got "public"',
    )
    expect(() => appFor(routes).replaceRoutes(table)).toThrow(message)
  })

  it('are refused if one folder would be in two buckets', () => {
    const two = { photo: route(rules), face: route({ ...rules, bucket: 'public', keyPrefix: 'photo' }) }
    expect(() => defineRoutes(two)).toThrow('Route "face": its folder "photo" is that of "photo" already')
  })
})

describe.each([
  ['photo', FIRST, { photo: route({ ...rules, bucket: 'public' }), avatar: route({ ...rules, keyPrefix: 'faces' }) }],
  ['avatar', PUBLIC, { photo: route({ ...rules, bucket: 'public' }), avatar: route({ ...rules, keyPrefix: 'faces' }) }],
  // The route keeps its bucket, but its old folder belongs to a route of the other bucket now.
  [
    'photo',
    FIRST,
    { photo: route({ ...rules, keyPrefix: 'p' }), b: route({ ...rules, bucket: 'public', keyPrefix: 'photo' }) },
  ],
] as [string, string, RouteTable][])('an upload of %s in %s whose folder gets another bucket', (name, _, moved) => {
  const everything = () => JSON.stringify([FIRST, PUBLIC].map(finalKeys))

  it('by form is begun again, and confirmed nowhere', async () => {
    const ticket = await formTicket(name)
    await send(ticket)
    const before = everything()
    answerWith(moved)
    expect((await complete(ticket.upload)).error).toMatchObject({ code: 'upload-expired' })
    expect((await asAnn('/v1/uploads/abort', { upload: ticket.upload })).error).toMatchObject({
      code: 'upload-expired',
    })
    expect(everything()).toBe(before)
    const again = await formTicket(name)
    await send(again)
    const { file } = await complete(again.upload)
    expect(await read((await asAnn<{ urls: [FileUrl] }>('/v1/urls', { keys: [file.key] })).urls[0].url)).toEqual([
      200,
      JPEG,
    ])
  })

  it('by form is refused in the callback too', async () => {
    answerWith(routes, { publicUrl: address })
    const ticket = await formTicket(name)
    answerWith(moved, { publicUrl: address })
    const before = everything()
    const answer = await send(ticket)
    expect([answer.status, ((await answer.json()) as { error: ErrorBody }).error.code]).toEqual([200, 'upload-expired'])
    expect(everything()).toBe(before)
  })

  it('by parts is begun again, and confirmed nowhere', async () => {
    const ticket = await partsTicket(name)
    await sendParts(ticket)
    const before = everything()
    answerWith(moved)
    const { upload } = ticket
    for (const [path, body] of [
      ['complete', { upload }],
      ['resume', { upload }],
      ['parts', { upload, from: 1, count: 1 }],
      ['abort', { upload }],
    ] as const) {
      expect((await asAnn(`/v1/uploads/${path}`, body)).error).toMatchObject({ code: 'upload-expired' })
    }
    expect(everything()).toBe(before)
    // The routes are put back before the parts expire.
    answerWith(routes)
    expect((await complete(upload)).file.size).toBe(PAPER.length)
  })
})

describe('a ticket that is renewed after its route has got another bucket', () => {
  it('is refused as expired', async () => {
    const ticket = await formTicket('photo')
    answerWith({ photo: route({ ...rules, bucket: 'public' }) })
    const files = [{ size: JPEG.length, type: 'image/jpeg', renew: ticket.upload }]
    const { uploads } = await asAnn<UploadsAnswer>('/v1/uploads', { route: 'photo', files })
    expect(uploads).toMatchObject([{ error: { code: 'upload-expired' } }])
  })
})

describe('an upload whose route gets another folder in its bucket', () => {
  it('is confirmed where it is', async () => {
    const ticket = await formTicket('avatar')
    await send(ticket)
    answerWith({ avatar: route({ ...rules, bucket: 'public', visibility: 'public', keyPrefix: 'portraits' }) })
    const { file } = await complete(ticket.upload)
    expect(await read(file.url)).toEqual([200, JPEG])
  })
})
