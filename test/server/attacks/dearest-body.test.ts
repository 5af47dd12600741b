/** The bodies that cost the most: what is refused must be refused before it is parsed entry by entry. */
import fc from 'fast-check'
import { z } from 'zod'
import { LIMITS } from '../../../miniprogram/uploader/contract'
import { defineRoutes, route } from '../../../server/define-routes/route'
import { ENDPOINTS } from '../../../server/endpoints/all'
import { Fault } from '../../../server/faults/fault'
import { exceededLimit } from '../../../server/http/json-shape'
import { parseBody } from '../../../server/http/read'
import { fixture } from '../fixture'

const MOST_ENTRIES = 100

const bodies = ENDPOINTS.flatMap(({ id, request }) => (typeof request === 'object' ? [{ id, request }] : []))

/** The same value, which counts the entries of lists that a schema reads. */
function counted<T>(value: T, count: () => void): T {
  if (typeof value !== 'object' || value === null) return value
  const inner = Array.isArray(value)
    ? value.map((entry) => counted(entry, count))
    : Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, counted(entry, count)]))
  if (!Array.isArray(inner)) return inner as T
  return new Proxy(inner, {
    get(target, name) {
      if (typeof name === 'string' && /^\d+$/.test(name)) count()
      return Reflect.get(target, name)
    },
  }) as T
}

/** How many entries are parsed before a body is accepted or refused. */
function entriesOf({ request }: (typeof bodies)[number], body: unknown): number {
  let entries = 0
  const seen = counted(body, () => {
    entries += 1
  })
  try {
    parseBody(seen, request.schema, request.lists)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
  }
  return entries
}

const entry = fc.oneof(
  fc.constantFrom<unknown>({}, [], null, 0, 'x', { size: 1, type: 'image/jpeg' }, { size: -1, type: '' }),
  fc.jsonValue({ maxDepth: 2 }),
)
const list = fc.integer({ min: 0, max: 1000 }).chain((length) => entry.map((one) => Array(length).fill(one)))
const FIELDS = ['files', 'keys', 'input', 'route', 'upload', 'code', 'crc64', 'file', 'method', 'style', 'more']
const body = fc.oneof(fc.dictionary(fc.constantFrom(...FIELDS), fc.oneof(list, entry)), list, fc.jsonValue())

describe.each(bodies)('a body of $id', (endpoint) => {
  it(`makes its schema read at most ${MOST_ENTRIES} entries of lists, whatever it holds`, () => {
    fc.assert(
      fc.property(body, (value) => entriesOf(endpoint, value) <= MOST_ENTRIES),
      { numRuns: 300 },
    )
  })
})

describe('a list in a body', () => {
  const [uploads] = bodies.filter(({ id }) => id === 'createUploads')

  it('that is too long is refused without reading an entry', () => {
    if (!uploads) throw new Error('expected createUploads')
    expect(entriesOf(uploads, { route: 'photo', files: Array(LIMITS.filesPerCall + 1).fill({}) })).toBe(0)
    expect(entriesOf(uploads, { route: 'photo', files: Array(LIMITS.filesPerCall).fill({}) })).toBeGreaterThan(0)
  })
})

describe('JSON', () => {
  const limits = { depth: 9, values: 1000 }
  const exceeded = (text: string) => exceededLimit(Buffer.from(text), limits)

  it.each([
    ['empty records', `{"files":[${Array(21_800).fill('{}').join()}]}`],
    ['numbers', `[${Array(30_000).fill('1').join()}]`],
    ['names', `{${Array.from({ length: 5000 }, (_, at) => `"${at}":1`).join()}}`],
  ])('of too many %s is not parsed at all', async (_, text) => {
    expect(exceeded(text)).toBe('values')
    const { status, body: answer } = await fixture().as('ann').post('/v1/uploads', text)
    expect([status, answer.error?.code]).toEqual([400, 'bad-request'])
  })

  it('is not long because of commas inside strings', () => {
    expect(exceeded(JSON.stringify({ name: ','.repeat(5000), more: `"${',\\"'.repeat(5000)}` }))).toBeUndefined()
  })

  it('of the largest good call is parsed', () => {
    const file = { name: 'x', size: 1, type: 'text/plain', charset: 'utf-8', partSize: 1, renew: 'x' }
    const input = Array(500).fill(1)
    expect(exceeded(JSON.stringify({ route: 'photo', input, files: Array(20).fill(file) }))).toBeUndefined()
  })
})

describe('an input', () => {
  it('of over a kilobyte never reaches the schema of its route', async () => {
    let parsed = 0
    const schema = z.unknown().refine(() => {
      parsed += 1
      return true
    })
    const routes = defineRoutes({ photo: route({ accept: ['image/jpeg'], maxSize: '5MB', input: schema }) })
    const post = (input: unknown) =>
      fixture({ routes })
        .as('ann')
        .post('/v1/uploads', { route: 'photo', input, files: [{ size: 9, type: 'image/jpeg' }] })
    expect((await post('x'.repeat(2000))).body.error?.code).toBe('input-invalid')
    expect(parsed).toBe(0)
    expect((await post('x')).status).toBe(200)
    expect(parsed).toBeGreaterThan(0)
  })
})

describe('a caller who is over the limit', () => {
  const limits = { requestsPerAddressPerMinute: 2, loginsPerAddressPerMinute: 2 }
  const clientAddress = () => '192.0.2.1'

  it.each(['/v1/uploads', '/v1/urls', '/v1/session'])(
    'is refused at %s even if no body of theirs can be parsed',
    async (path) => {
      const { post } = fixture({ limits, clientAddress })
      const statuses: number[] = []
      for (let call = 0; call < 3; call += 1) statuses.push((await post(path, '{')).status)
      expect(statuses[2]).toBe(429)
      expect(statuses.slice(0, 2)).not.toContain(429)
    },
  )
})
