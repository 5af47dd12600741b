import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { defineRoutes, route } from '../../../server/define-routes/route'
import type { NewFile } from '../../../server/define-routes/route-options'
import { Fault } from '../../../server/faults/fault'
import { type Fixture, fixture, keyOf, NOW, ticketOf } from '../fixture'
import { storedObject } from '../memory-bucket'

interface Seen {
  id: string
  user: string
  input: { album: string }
  file: NewFile
}

const routesThat = (onStored: (seen: Seen) => void) =>
  defineRoutes({
    photo: route({
      accept: ['image/jpeg'],
      maxSize: '5MB',
      input: z.object({ album: z.string().trim() }),
      onStored: ({ id, user, input, file }) => {
        onStored({ id, user: user.id, input, file })
        return { album: input.album }
      },
    }),
    poster: route({ accept: ['image/jpeg'], maxSize: '5MB', visibility: 'public' }),
    paper: route({ accept: ['application/pdf'], maxSize: '5MB' }),
  })

/** A backend, a ticket of ann's, and the object as OSS would have stored it. */
async function stored(
  options: { file?: object; route?: string; object?: object; onStored?: (seen: Seen) => void } = {},
) {
  const seen: Seen[] = []
  const f = fixture({
    routes: routesThat((event) => {
      seen.push(event)
      options.onStored?.(event)
    }),
  })
  const name = options.route ?? 'photo'
  const input = name === 'photo' ? { album: ' 旅行 ' } : undefined
  const files = [{ size: 9, type: 'image/jpeg', ...options.file }]
  const ticket = ticketOf(await f.as('ann').post('/v1/uploads', { route: name, input, files }))
  const pending = keyOf(ticket)
  f.bucket.objects.set(pending, storedObject({ contentType: ticket.fields['Content-Type'], ...options.object }))
  const complete = (user = 'ann', body: object = {}) =>
    f.as(user).post('/v1/uploads/complete', { upload: ticket.upload, ...body })
  return { ...f, ticket, pending, final: pending.replace('/pending/', '/'), complete, seen }
}

/** An empty mark may stay, for the lifecycle rule. */
const keysWithBytes = ({ bucket }: Pick<Fixture, 'bucket'>): string[] =>
  [...bucket.objects].flatMap(([key, { size }]) => (size > 0 ? [key] : []))

const codeOf = ({ status, body }: Awaited<ReturnType<Fixture['post']>>) => [status, body.error?.code]

describe('POST /v1/uploads/complete', () => {
  it('moves the file to its final key and answers with it', async () => {
    const s = await stored({ file: { name: '照片 1.jpg' } })
    const { status, body } = await s.complete()
    expect(status).toBe(200)
    expect(body.file).toEqual({
      key: s.final,
      url: expect.stringMatching(new RegExp(`^https://files\\.example\\.com/${s.final}\\?`)),
      urlExpiresIn: 3600 - 245,
      name: '照片 1.jpg',
      size: 9,
      type: 'image/jpeg',
      crc64: '11051210869376104954',
      data: { album: '旅行' },
    })
    expect(keysWithBytes(s)).toEqual([s.final])
  })

  it('copies exactly the inspected object, private, with new type and name headers', async () => {
    const s = await stored({ file: { name: "a'b.jpg" }, object: { etag: '"seen"' } })
    await s.complete()
    expect(s.bucket.promotions).toEqual([
      {
        from: s.pending,
        ifMatch: '"seen"',
        to: s.final,
        contentType: 'image/jpeg',
        contentDisposition: "inline; filename*=UTF-8''a%27b.jpg",
        acl: 'private',
      },
    ])
  })

  it('passes the user, the file, the parsed input and an id to the hook', async () => {
    const s = await stored()
    await s.complete()
    expect(s.seen).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        user: 'ann',
        input: { album: '旅行' },
        file: expect.objectContaining({ key: s.final, size: 9 }),
      },
    ])
    expect(s.final).toContain(s.seen[0]?.id)
  })

  it('answers a repeated call the same, copies nothing again, and gives the hook the same id', async () => {
    const s = await stored()
    const first = await s.complete()
    const second = await s.complete()
    expect(second.body).toEqual(first.body)
    expect(s.bucket.promotions).toHaveLength(1)
    expect(s.seen.map(({ id }) => id)).toEqual([s.seen[0]?.id, s.seen[0]?.id])
  })

  it('answers many simultaneous calls the same, and copies once', async () => {
    const s = await stored()
    const answers = await Promise.all(Array.from({ length: 20 }, () => s.complete()))
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1)
    expect(s.bucket.promotions).toHaveLength(1)
  })

  it('succeeds if another call promotes the object at the same moment', async () => {
    const s = await stored()
    s.bucket.beforeCopy = () => s.bucket.objects.set(s.final, storedObject({ crc64: '42' }))
    const { body } = await s.complete()
    expect(body.file?.crc64).toBe('42')
    expect(s.bucket.promotions).toEqual([])
  })

  it('succeeds if another call promotes the object and removes the pending one', async () => {
    const s = await stored()
    s.bucket.beforeCopy = () => {
      s.bucket.objects.delete(s.pending)
      s.bucket.objects.set(s.final, storedObject({ crc64: '42' }))
    }
    expect((await s.complete()).body.file?.crc64).toBe('42')
  })

  it('does not copy an object that was replaced after the inspection', async () => {
    const s = await stored()
    s.bucket.beforeCopy = () => s.bucket.objects.set(s.pending, storedObject())
    expect(codeOf(await s.complete())).toEqual([409, 'not-stored'])
    expect(s.bucket.objects.has(s.final)).toBe(false)
  })

  it('inspects the file: content that contradicts the declaration is removed and refused', async () => {
    const s = await stored()
    s.bucket.content = Buffer.from('<html><script>alert(1)</script>')
    const refused = await s.complete()
    expect(refused.body.error).toMatchObject({
      code: 'content-refused',
      params: { type: 'text/html', declaredType: 'image/jpeg' },
    })
    expect(keysWithBytes(s)).toEqual([])
  })

  it('succeeds if the object is promoted just before the inspection', async () => {
    const s = await stored()
    s.bucket.readBeginning = async () => {
      s.bucket.objects.set(s.final, storedObject({ crc64: '7' }))
      return undefined
    }
    expect((await s.complete()).body.file?.crc64).toBe('7')
  })

  it('answers width and height, also the second time', async () => {
    const photo = readFileSync(new URL('../../../dev/samples/photo.jpg', import.meta.url))
    const s = await stored({ file: { size: photo.length }, object: { size: photo.length } })
    s.bucket.content = photo
    for (const _ of [1, 2]) expect((await s.complete()).body.file).toMatchObject({ width: 1600, height: 1200 })
  })

  it('is not-stored if nothing has arrived', async () => {
    const s = await stored()
    s.bucket.objects.clear()
    expect(codeOf(await s.complete())).toEqual([409, 'not-stored'])
    expect(s.seen).toEqual([])
  })

  it('is forbidden to another user, and does nothing', async () => {
    const s = await stored()
    expect(codeOf(await s.complete('bob'))).toEqual([403, 'forbidden'])
    expect(keysWithBytes(s)).toEqual([s.pending])
  })

  it.each([
    ['size', { size: 10 }],
    ['type', { contentType: 'text/html' }],
    ['object type', { objectType: 'Symlink' }],
    ['storage class', { storageClass: 'DeepColdArchive' }],
  ])('removes and refuses an object of another %s', async (_, object) => {
    const s = await stored({ object })
    expect(codeOf(await s.complete())).toEqual([422, 'stored-differs'])
    expect(keysWithBytes(s)).toEqual([])
    expect(s.seen).toEqual([])
  })

  it('removes and refuses an object whose CRC-64 is not the one the client computed', async () => {
    const s = await stored()
    expect(codeOf(await s.complete('ann', { crc64: '1' }))).toEqual([422, 'stored-differs'])
    expect(keysWithBytes(s)).toEqual([])
  })

  it('accepts the right CRC-64, and never removes a confirmed file', async () => {
    const s = await stored()
    expect((await s.complete('ann', { crc64: '11051210869376104954' })).status).toBe(200)
    expect(codeOf(await s.complete('ann', { crc64: '1' }))).toEqual([422, 'stored-differs'])
    expect(keysWithBytes(s)).toEqual([s.final])
  })

  it('is server-error if the hook throws, and a retry succeeds', async () => {
    let broken = true
    const s = await stored({
      onStored: () => {
        if (broken) throw new Error('database is away')
      },
    })
    expect(codeOf(await s.complete())).toEqual([500, 'server-error'])
    expect(JSON.stringify(s.lines.at(-1))).toContain('database is away')
    broken = false
    expect((await s.complete()).status).toBe(200)
    expect(s.bucket.promotions).toHaveLength(1)
  })

  it('is server-error if the hook never returns, and a retry succeeds', async () => {
    let isHanging = true
    const routes = defineRoutes({
      photo: route({
        accept: ['image/jpeg'],
        maxSize: '5MB',
        onStored: () => (isHanging ? new Promise<null>(() => undefined) : null),
      }),
    })
    const f = fixture({ routes, hookDeadlineMs: 20 })
    const files = [{ size: 9, type: 'image/jpeg' }]
    const ticket = ticketOf(await f.as('ann').post('/v1/uploads', { route: 'photo', files }))
    f.bucket.objects.set(keyOf(ticket), storedObject())
    const complete = () => f.as('ann').post('/v1/uploads/complete', { upload: ticket.upload })
    expect(codeOf(await complete())).toEqual([500, 'server-error'])
    expect(JSON.stringify(f.lines.at(-1))).toContain('onStored: expected an answer within 20 ms')
    isHanging = false
    expect((await complete()).body.file?.data).toBeNull()
    expect(f.bucket.promotions).toHaveLength(1)
  })

  it('passes on the hook’s refusal with its sentence, and keeps nothing of the file', async () => {
    const s = await stored({
      onStored: () => {
        throw new Fault('forbidden', undefined, undefined, '内容不合规')
      },
    })
    const refused = await s.complete()
    expect(refused.body.error).toMatchObject({ code: 'forbidden', message: '内容不合规' })
    // The answer may have been lost on its way to the phone.
    expect((await s.complete()).body.error).toMatchObject({ code: 'forbidden', message: '内容不合规' })
    expect(keysWithBytes(s)).toEqual([])
  })

  it('keeps nothing of a refused file whose key held a confirmed file, which the app has deleted', async () => {
    let isRefused = false
    const s = await stored({
      onStored: () => {
        if (isRefused) throw new Fault('forbidden', undefined, undefined, '内容不合规')
      },
    })
    expect((await s.complete()).status).toBe(200)
    s.bucket.objects.delete(s.final)
    // The ticket is still valid.
    s.bucket.objects.set(s.pending, storedObject())
    isRefused = true
    expect(codeOf(await s.complete())).toEqual([403, 'forbidden'])
    expect(keysWithBytes(s)).toEqual([])
  })

  it('asks the hook of a file that came after the app had deleted another one, also after a failure', async () => {
    let answer = (): void => undefined
    const s = await stored({ onStored: () => answer() })
    expect((await s.complete()).status).toBe(200)
    s.bucket.objects.delete(s.final)
    s.bucket.objects.set(s.pending, storedObject())
    answer = () => {
      throw new Error('database is away')
    }
    expect(codeOf(await s.complete())).toEqual([500, 'server-error'])
    answer = () => {
      throw new Fault('forbidden')
    }
    expect(codeOf(await s.complete())).toEqual([403, 'forbidden'])
    expect(keysWithBytes(s)).toEqual([])
  })

  it('never replaces a confirmed file, even in a bucket that would allow it', async () => {
    const s = await stored()
    const first = (await s.complete()).body.file
    // A bucket with versioning ignores x-oss-forbid-overwrite.
    s.bucket.promote = async ({ to }) => {
      s.bucket.objects.set(to, storedObject({ crc64: '7' }))
      return 'copied'
    }
    s.bucket.objects.set(s.pending, storedObject({ crc64: '7' }))
    const again = (await s.complete()).body.file
    expect([again?.key, again?.crc64]).toEqual([first?.key, first?.crc64])
    expect(s.bucket.objects.get(first?.key ?? '')?.crc64).toBe(first?.crc64)
  })

  it('is cloud-unavailable if OSS is down', async () => {
    const s = await stored()
    s.bucket.down = true
    expect(codeOf(await s.complete())).toEqual([503, 'cloud-unavailable'])
  })

  it('succeeds if only the removal of the pending object fails', async () => {
    const s = await stored()
    s.bucket.remove = async () => {
      throw new Error('delete refused')
    }
    expect((await s.complete()).status).toBe(200)
    expect(JSON.stringify(s.lines)).toContain('delete refused')
  })

  it('gives a public file a URL that never expires, and a public ACL', async () => {
    const s = await stored({ route: 'poster' })
    const { body } = await s.complete()
    expect(body.file).toMatchObject({ url: `https://files.example.com/${s.final}` })
    expect(body.file?.urlExpiresIn).toBeUndefined()
    expect(s.bucket.promotions[0]?.acl).toBe('public-read')
  })

  it('makes browsers save files that are not media', async () => {
    const s = await stored({ route: 'paper', file: { type: 'application/pdf' } })
    s.bucket.content = Buffer.from('%PDF-1.7\n')
    await s.complete()
    expect(s.bucket.promotions[0]?.contentDisposition).toBe('attachment')
  })

  it('is upload-expired after seven days', async () => {
    const s = await stored()
    s.clock.now = NOW + 7 * 24 * 3_600_000
    expect(codeOf(await s.complete())).toEqual([410, 'upload-expired'])
  })
})

describe('cancelling while OSS copies the file', () => {
  it('waits for what the other call decides, and says that the file is stored', async () => {
    const s = await stored()
    const { promote } = s.bucket
    let copying = (): void => undefined
    const begun = new Promise<void>((resolve) => {
      copying = resolve
    })
    let release = (): void => undefined
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    // OSS has the copy already, and finishes it later.
    s.bucket.promote = async (promotion) => {
      const copied = s.bucket.objects.get(promotion.from)
      copying()
      await released
      if (copied) s.bucket.objects.set(promotion.from, copied)
      return promote.call(s.bucket, promotion)
    }
    const completed = s.complete()
    await begun
    const aborted = s.as('ann').post('/v1/uploads/abort', { upload: s.ticket.upload })
    // The abort has done all that it can before the copy ends.
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    release()
    expect([(await completed).status, (await aborted).body]).toEqual([200, { stored: true }])
    expect(s.bucket.objects.has(s.final)).toBe(true)
  })
})
