import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { createUploader } from '../../../miniprogram/uploader/wx'
import type { RouteTable } from '../../../server/define-routes/route'
import { defineRoutes, refusal, route } from '../../../server/index'
import type { Routes } from '../../../server/routes'
import { startRig } from '../../main-path/rig'
import { config, fixture, keyOf, ticketOf } from '../fixture'
import { storedObject } from '../memory-bucket'

const jpeg = (bytes: number): Buffer => Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), randomBytes(bytes)])

const routesWith = (onStored?: () => void): RouteTable =>
  defineRoutes({ photo: route({ accept: ['image/jpeg'], maxSize: '20MB', ...(onStored && { onStored }) }) })

/** A backend, a ticket of ann's that is 1.5 s old, and its file on OSS. */
async function stored(onStored?: () => void, object: object = {}) {
  const f = fixture({ routes: routesWith(onStored) })
  const files = [{ size: 9, type: 'image/jpeg', name: 'holiday.jpg' }]
  const ticket = ticketOf(await f.as('ann').post('/v1/uploads', { route: 'photo', files }))
  f.bucket.objects.set(keyOf(ticket), storedObject(object))
  f.clock.now += 1500
  const post = async (path: string): Promise<Record<string, unknown> | undefined> => {
    await f.as('ann').post(path, { upload: ticket.upload })
    return f.lines.at(-1)
  }
  return { ...f, ticket, key: keyOf(ticket).replace('/pending/', '/'), post }
}

describe('the line of a request that confirms an upload', () => {
  it('tells its whole story', async () => {
    const { key, post } = await stored(() => undefined)
    expect(await post('/v1/uploads/complete')).toMatchObject({
      status: 200,
      user: expect.stringMatching(/^[0-9a-f]{24}$/),
      route: 'photo',
      upload: {
        bucket: config.oss.bucket,
        key,
        size: 9,
        type: 'image/jpeg',
        by: 'form',
        through: 'complete',
        msFromTicket: 1500,
        hookMs: expect.any(Number),
      },
    })
  })

  it('says if the file was confirmed before, so that each upload counts once', async () => {
    const { post } = await stored()
    expect((await post('/v1/uploads/complete'))?.upload).not.toHaveProperty('again')
    expect((await post('/v1/uploads/complete'))?.upload).toMatchObject({ again: true })
  })

  it('has no time of a hook that was not called', async () => {
    const { post } = await stored()
    const line = await post('/v1/uploads/complete')
    expect(line?.upload).toMatchObject({ through: 'complete' })
    expect(line?.upload).not.toHaveProperty('hookMs')
  })

  it.each([
    [
      'the hook refuses the file',
      () => {
        throw refusal('no')
      },
      {},
      'forbidden',
      true,
    ],
    [
      'the hook fails',
      () => {
        throw new Error('down')
      },
      {},
      'server-error',
      true,
    ],
    ['OSS stored another file', undefined, { size: 10 }, 'stored-differs', false],
  ] as const)('has the code if %s', async (_, onStored, object, code, hasHook) => {
    const { key, post } = await stored(onStored, object)
    const line = await post('/v1/uploads/complete')
    expect(line).toMatchObject({ code, route: 'photo', upload: { key, through: 'complete', msFromTicket: 1500 } })
    expect(Object.keys(line?.upload as object).includes('hookMs')).toBe(hasHook)
  })

  it('has neither the name of the file, nor the token, nor an id of the user', async () => {
    const { lines, ticket, post } = await stored()
    await post('/v1/uploads/complete')
    const text = JSON.stringify(lines)
    for (const secret of ['holiday', ticket.upload, '"ann"', ticket.fields.policy ?? '-'])
      expect(text).not.toContain(secret)
  })

  it('tells of an upload that its user has cancelled', async () => {
    const { key, post } = await stored()
    expect(await post('/v1/uploads/abort')).toMatchObject({ upload: { key, by: 'form', through: 'abort' } })
  })
})

describe('the lines of real uploads', () => {
  it('tell those by form, confirmed by OSS’s callback, from those by parts', async () => {
    const lines: Record<string, unknown>[] = []
    const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) })
    const rig = await startRig({ wiring: { log } })
    try {
      const uploader = createUploader<Routes>({
        server: rig.stack.url,
        wx: rig.host.wx,
        multipartThreshold: 200_000,
      })
      const small = await uploader.upload(await rig.temp('a.jpg', jpeg(1000)), { route: 'photo' }).done
      const big = await uploader.upload(await rig.temp('b.jpg', jpeg(300_000)), { route: 'photo' }).done
      const told = lines.flatMap(({ upload }) => (upload ? [upload] : []))
      expect(told).toEqual([
        expect.objectContaining({ key: small.key, size: 1010, by: 'form', through: 'callback' }),
        expect.objectContaining({ key: big.key, by: 'parts', through: 'complete' }),
      ])
    } finally {
      await rig.close()
    }
  })
})
