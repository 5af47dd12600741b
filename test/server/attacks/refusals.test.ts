/** Every code that the backend answers: how to provoke it, and that it has one shape, is counted and is logged. */
import { z } from 'zod'
import { ERRORS, type ErrorCode } from '../../../miniprogram/uploader/error-codes'
import { MESSAGES } from '../../../miniprogram/uploader/messages/messages'
import type { AppOptions } from '../../../server/context'
import { defineRoutes, route } from '../../../server/define-routes/route'
import { Fault, refusal } from '../../../server/faults/fault'
import { type Answer, type Fixture, fixture, keyOf, ticketOf } from '../fixture'
import { storedObject } from '../memory-bucket'

const photo = { size: 9, type: 'image/jpeg' }
const video = { size: 300 * 1024, type: 'video/mp4', partSize: 100 * 1024 }

const routes = defineRoutes({
  photo: route({ accept: ['image/jpeg'], maxSize: '5MB', minSize: '0.005KB' }),
  video: route({ accept: ['video/mp4'], maxSize: '2GB' }),
  album: route({ accept: ['image/jpeg'], maxSize: '5MB', input: z.object({ album: z.string() }) }),
  closed: route({
    accept: ['image/jpeg'],
    maxSize: '5MB',
    authorize: () => {
      throw refusal('今日不开放')
    },
  }),
  broken: route({
    accept: ['image/jpeg'],
    maxSize: '5MB',
    authorize: () => {
      throw new Error('no such table: albums')
    },
  }),
})

type Post = ReturnType<Fixture['as']>['post']
type Provoke = (post: Post, f: Fixture) => Promise<Answer>

const uploads =
  (file: object, name = 'photo'): Provoke =>
  (post) =>
    post('/v1/uploads', { route: name, files: [file] })

/** A ticket, and the object that OSS has stored for it. */
async function sent(post: Post, f: Fixture, object: object = {}): Promise<string> {
  const ticket = ticketOf(await post('/v1/uploads', { route: 'photo', files: [photo] }))
  f.bucket.objects.set(keyOf(ticket), storedObject(object))
  return ticket.upload
}

async function begun(post: Post): Promise<string> {
  const { body } = await post('/v1/uploads', { route: 'video', files: [video] })
  const [ticket] = body.uploads ?? []
  return ticket && 'upload' in ticket ? ticket.upload : ''
}

const away = (code: ErrorCode): Partial<AppOptions> => ({
  credentials: async () => {
    throw new Fault(code, undefined, new Error('said by STS'))
  },
})

const WAYS: Record<string, { options?: Partial<AppOptions>; provoke: Provoke }> = {
  'bad-request': { provoke: (post) => post('/v1/uploads', { route: 'photo' }) },
  'body-too-large': { provoke: (post) => post('/v1/uploads', 'x'.repeat(70_000)) },
  'not-found': { provoke: (post) => post('/v1/presign', {}) },
  unauthenticated: { provoke: (_, f) => f.post('/v1/uploads', { route: 'photo', files: [photo] }) },
  forbidden: { provoke: uploads(photo, 'closed') },
  'too-many-requests': { options: { limits: { bytesPerUserPerDay: 1 } }, provoke: uploads(photo) },
  'server-error': { provoke: uploads(photo, 'broken') },
  'server-misconfigured': { options: away('server-misconfigured'), provoke: uploads(photo) },
  'cloud-unavailable': { options: away('cloud-unavailable'), provoke: uploads(photo) },
  'unknown-route': { provoke: uploads(photo, 'nothing') },
  'input-invalid': { provoke: uploads(photo, 'album') },
  'too-many-files': { provoke: (post) => post('/v1/uploads', { route: 'photo', files: Array(21).fill(photo) }) },
  'file-empty': { provoke: uploads({ ...photo, size: 0 }) },
  'file-too-small': { provoke: uploads({ ...photo, size: 4 }) },
  'file-too-large': { provoke: uploads({ ...photo, size: 6 * 1024 ** 2 }) },
  'type-not-accepted': { provoke: uploads({ ...photo, type: 'text/html' }) },
  'part-size-invalid': { provoke: uploads({ ...video, partSize: 1 }, 'video') },
  'upload-invalid': { provoke: (post) => post('/v1/uploads/complete', { upload: 'x' }) },
  'upload-expired': {
    provoke: async (post, f) => {
      const upload = await sent(post, f)
      f.clock.now += 7 * 24 * 3_600_000
      return post('/v1/uploads/complete', { upload })
    },
  },
  'not-stored': {
    provoke: async (post, f) => {
      const upload = await sent(post, f)
      f.bucket.objects.clear()
      return post('/v1/uploads/complete', { upload })
    },
  },
  'parts-missing': { provoke: async (post) => post('/v1/uploads/complete', { upload: await begun(post) }) },
  'stored-differs': {
    provoke: async (post, f) => post('/v1/uploads/complete', { upload: await sent(post, f, { size: 10 }) }),
  },
  'content-refused': {
    provoke: async (post, f) => {
      const upload = await sent(post, f)
      f.bucket.content = Buffer.from('<html><script>alert(1)</script>')
      return post('/v1/uploads/complete', { upload })
    },
  },
  'callback-refused': { provoke: (_, f) => f.post('/v1/uploads/callback', 'upload=x') },
  'already-exists': {
    provoke: async (post, f) => {
      const upload = await begun(post)
      const [[id, { key }] = ['', { key: '' }]] = [...f.bucket.uploads]
      f.bucket.uploads.delete(id)
      f.bucket.objects.set(key, storedObject())
      return post('/v1/uploads/resume', { upload })
    },
  },
}

const errorOf = ({ body }: Answer) => {
  const [upload] = body.uploads ?? []
  return body.error ?? (upload && 'error' in upload ? upload.error : undefined)
}

const counted = async (f: Fixture, code: string): Promise<number> => {
  const here = { incoming: { socket: { remoteAddress: '127.0.0.1' } } }
  const text = await (await f.app.fetch(new Request('http://localhost/metrics'), here)).text()
  return Number(new RegExp(`^upload_refusals_total\\{code="${code}"\\} (\\d+)$`, 'm').exec(text)?.[1] ?? 0)
}

describe('every refusal', () => {
  it('of the backend is in the list of this test', () => {
    const ours = (Object.keys(ERRORS) as ErrorCode[]).filter((code) => ERRORS[code].status > 0)
    expect(Object.keys(WAYS).sort()).toEqual([...ours].sort())
  })

  it.each(Object.keys(WAYS) as ErrorCode[])(
    'as %s has its status and shape, is counted once, and logged once',
    async (code) => {
      const { options, provoke } = WAYS[code] ?? { provoke: uploads(photo) }
      const f = fixture({ routes, ...options })
      const answer = await provoke(f.as('ann').post, f)
      const error = errorOf(answer)
      expect(error).toMatchObject({ code, requestId: answer.requestId })
      expect(answer.status).toBe(answer.body.error ? ERRORS[code].status : 200)
      expect(
        Object.keys(error ?? {}).filter((name) => !['code', 'params', 'requestId', 'message'].includes(name)),
      ).toEqual([])
      // The answer shows nothing internal: no stack, no path, no message of STS or of a failed hook.
      expect(JSON.stringify(answer.body)).not.toMatch(/\bat \w|node_modules|\.ts\b|said by|no such table/)
      expect(await counted(f, code)).toBe(1)
      const lines = f.lines.filter((line) => line.code === code || [line.refusals].flat().includes(code))
      expect(lines).toHaveLength(1)
      expect(lines[0]?.requestId).toBe(answer.requestId)
      for (const locale of ['zh', 'en'] as const) expect(MESSAGES[locale][code].hint).not.toBe('')
    },
  )

  it('with a 5xx status is logged as an error with its cause, and the others are not', async () => {
    for (const [code, { options, provoke }] of Object.entries(WAYS)) {
      const f = fixture({ routes, ...options })
      await provoke(f.as('ann').post, f)
      const line = f.lines.find((line) => line.code === code)
      if (!line) continue
      expect([code, line.level]).toEqual([code, ERRORS[code as ErrorCode].status >= 500 ? 50 : 30])
    }
  })
})
