/** Malicious bodies: none of them causes a server error, and none is accepted. */
import { z } from 'zod'
import { defineRoutes, route } from '../../../server/define-routes/route'
import { exceededLimit } from '../../../server/http/json-shape'
import { fixture, ticketOf } from '../fixture'

const photo = { size: 9, type: 'image/jpeg' }
const seen: unknown[] = []

/** Routes that accept any input and pass it to a hook. */
const routes = defineRoutes({
  photo: route({
    accept: ['image/jpeg'],
    maxSize: '5MB',
    input: z.unknown(),
    authorize: ({ input }) => {
      seen.push(input)
    },
  }),
  record: route({ accept: ['image/jpeg'], maxSize: '5MB', input: z.record(z.string(), z.unknown()) }),
  loose: route({ accept: ['image/jpeg'], maxSize: '5MB', input: z.looseObject({ album: z.string() }) }),
})

const ask = (body: unknown) => fixture({ routes }).as('ann').post('/v1/uploads', body)
const outcomeOf = async (body: unknown) => {
  const { status, body: answer } = await ask(body)
  return [status, answer.error?.code]
}

const nested = (open: string, close: string, depth: number): string =>
  `{"route":"photo","input":${open.repeat(depth)}1${close.repeat(depth)},"files":[{"size":9,"type":"image/jpeg"}]}`

describe('JSON', () => {
  it('of a megabyte is refused', async () => {
    const body = JSON.stringify({ route: 'photo', input: 'x'.repeat(1024 * 1024), files: [photo] })
    expect(await outcomeOf(body)).toEqual([413, 'body-too-large'])
  })

  it.each([
    ['lists', '[', ']'],
    ['records', '{"a":', '}'],
  ])('of nested %s is accepted up to 32 levels, and no deeper', async (_, open, close) => {
    expect((await ask(nested(open, close, 31))).status).toBe(200)
    for (const depth of [32, 1000, 10_000]) {
      expect(await outcomeOf(nested(open, close, depth))).toEqual([400, 'bad-request'])
    }
  })

  it('is not deep because of brackets inside strings', () => {
    const deep = (text: string) => exceededLimit(Buffer.from(text), { depth: 2, values: 9 }) === 'depth'
    expect(deep('["[[[[", "\\"[[[[", "\\\\"]')).toBe(false)
    expect(deep('["\\\\", [[1]]]')).toBe(true)
    expect(deep('[[1], [2], {"a": 3}]')).toBe(false)
  })

  it('with a duplicate field means the last one, in the decision and in the ticket', async () => {
    const files = '"files":[{"size":9,"size":10,"type":"text/html","type":"image/jpeg"}]'
    const { fields } = ticketOf(await ask(`{"route":"nothing","route":"photo",${files}}`))
    const policy = Buffer.from(fields.policy ?? '', 'base64').toString()
    expect(policy).toContain('["content-length-range",10,10]')
    expect(policy).toContain('["eq","$content-type","image/jpeg"]')
  })

  it.each([
    '{"__proto__":{"route":"photo"},"files":[]}',
    '{"route":"photo","files":[{"size":9,"type":"image/jpeg","__proto__":{"renew":"x"}}]}',
    '{"route":"__proto__","files":[{"size":9,"type":"image/jpeg"}]}',
    '{"constructor":{"prototype":{"isAdmin":true}},"route":"photo","files":[]}',
  ])('with names of the prototype is refused: %s', async (body) => {
    const [status] = await outcomeOf(body)
    expect([400, 404]).toContain(status)
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined()
  })

  it.each(['photo', 'record', 'loose'])('changes no prototype by the input of %s', async (name) => {
    const input = '{"album":"x","__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}'
    const { status } = await ask(`{"route":"${name}","input":${input},"files":[{"size":9,"type":"image/jpeg"}]}`)
    expect([200, 422]).toContain(status)
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined()
    expect(Object(seen.at(-1)).isAdmin).toBeUndefined()
  })

  it.each([
    ['a list', '[]'],
    ['a text', '"x"'],
    ['null', 'null'],
    ['a number', '1e999'],
    ['two values', '{}{}'],
    ['a comment', '{/**/}'],
    [
      'half a surrogate pair as a name',
      '{"route":"photo","files":[{"size":9,"type":"image/jpeg","name":"\\ud800"}]}\0',
    ],
    ['a byte order mark in the middle', '{"route":\ufeff"photo"}'],
    ['NUL', '\0'],
    ['form fields', 'route=photo&files[0][size]=9'],
    ['XML', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
  ])('that is %s is a bad request', async (_, body) => {
    expect(await outcomeOf(body)).toEqual([400, 'bad-request'])
  })
})
