import { z } from 'zod'
import type { AppOptions } from '../../../server/context'
import { defineRoutes, route } from '../../../server/define-routes/route'
import type { Authorization, AuthorizeEvent } from '../../../server/define-routes/route-options'
import { refusal } from '../../../server/faults/fault'
import { fixture, ticketOf } from '../fixture'

type Event = AuthorizeEvent<{ album: number }>
type Hook = (event: Event) => Authorization | Promise<Authorization>

const small = { size: 9, type: 'image/jpeg' }
const large = { size: 11 * 1024, type: 'image/jpeg' }
const named = { ...small, name: '照片.jpg' }

function backend(hook: Hook, options: Partial<AppOptions> = {}) {
  const routes = defineRoutes({
    photo: route({
      accept: ['image/jpeg'],
      maxSize: '10KB',
      input: z.object({ album: z.coerce.number() }),
      authorize: hook,
    }),
  })
  const f = fixture({ routes, ...options })
  const ask = (files: object[], album: unknown = '7') =>
    f.as('ann').post('/v1/uploads', { route: 'photo', input: { album }, files })
  return { ...f, ask }
}

type Asked = Awaited<ReturnType<ReturnType<typeof backend>['ask']>>
const codesOf = ({ body }: Asked) => body.uploads?.map((upload) => ('error' in upload ? upload.error.code : 'ticket'))

describe('authorize', () => {
  it('gets the user, the parsed input and the files that the rules allow, and may allow them', async () => {
    const events: Event[] = []
    const b = backend((event) => {
      events.push(event)
    })
    expect(codesOf(await b.ask([large, named, small]))).toEqual(['file-too-large', 'ticket', 'ticket'])
    expect(events).toEqual([
      {
        user: { id: 'ann', kind: 'test', issuer: 'test' },
        input: { album: 7 },
        files: [
          { ...named, isRenewal: false },
          { ...small, isRenewal: false },
        ],
      },
    ])
  })

  it('is not called if no file is allowed, or the input is invalid', async () => {
    let calls = 0
    const b = backend(() => {
      calls += 1
    })
    expect(codesOf(await b.ask([large]))).toEqual(['file-too-large'])
    expect((await b.ask([small], 'x')).body.error?.code).toBe('input-invalid')
    expect(calls).toBe(0)
  })

  it('may refuse the whole call with a sentence for the user, at no cost of tickets', async () => {
    let isFull = true
    const limits = { ticketsPerUserPerHour: 1 }
    const b = backend(
      async () => {
        if (isFull) throw refusal('相册已满')
      },
      { limits },
    )
    const { status, body } = await b.ask([small])
    expect([status, body.error]).toEqual([403, expect.objectContaining({ code: 'forbidden', message: '相册已满' })])
    expect(b.lines.at(-1)).toMatchObject({ status: 403, code: 'forbidden', route: 'photo' })
    isFull = false
    expect(codesOf(await b.ask([small]))).toEqual(['ticket'])
  })

  it('may refuse single files, each in its place', async () => {
    const b = backend(({ files }) => files.map(({ name }) => (name ? refusal('不要名字') : undefined)))
    const answer = await b.ask([large, named, small])
    expect(codesOf(answer)).toEqual(['file-too-large', 'forbidden', 'ticket'])
    expect(answer.body.uploads?.[1]).toMatchObject({ error: { message: '不要名字' } })
    expect(b.lines.at(-1)).toMatchObject({ status: 200, refusals: ['file-too-large', 'forbidden'] })
  })

  it('learns which file only renews its ticket', async () => {
    const renewals: boolean[] = []
    const b = backend(({ files }) => {
      renewals.push(...files.map(({ isRenewal }) => isRenewal))
    })
    const { upload } = ticketOf(await b.ask([small]))
    expect(ticketOf(await b.ask([{ ...small, renew: upload }])).upload).toBe(upload)
    expect(renewals).toEqual([false, true])
  })

  it('that throws or returns something invalid gives no ticket, and only the log says why', async () => {
    const failing: Hook[] = [
      () => {
        throw new Error('the album table is on fire')
      },
      () => false as unknown as Authorization,
      () => 'no' as unknown as Authorization,
    ]
    for (const hook of failing) {
      const b = backend(hook)
      const { status, body } = await b.ask([small])
      expect([status, body]).toEqual([500, { error: { code: 'server-error', requestId: expect.any(String) } }])
      expect(b.lines.at(-1)).toMatchObject({ code: 'server-error', error: { message: expect.any(String) } })
    }
  })

  it('that never returns is a timeout', async () => {
    const b = backend(() => new Promise<void>(() => undefined), { hookDeadlineMs: 20 })
    const { status, body } = await b.ask([small])
    expect([status, body.error?.code]).toEqual([500, 'server-error'])
  })
})
