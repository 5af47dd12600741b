import { z } from 'zod'
import { parseInput } from '../../../server/define-routes/parse-input'
import { route } from '../../../server/define-routes/route'
import { Fault } from '../../../server/faults/fault'

describe('parseInput', () => {
  const album = route({ accept: [], maxSize: '1MB', input: z.object({ album: z.string().trim().min(1) }) })
  const issuesOf = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => undefined,
      (error: unknown) => (error instanceof Fault && error.code === 'input-invalid' ? error.params?.issues : error),
    )

  it('returns what the route’s schema makes of the input', async () => {
    expect(await parseInput(album, { album: ' a ' })).toEqual({ album: 'a' })
  })

  it('says which field is wrong', async () => {
    expect(await issuesOf(parseInput(album, { album: '' }))).toMatch(/^album: /)
    expect(await issuesOf(parseInput(album, undefined))).toMatch(/object/)
  })

  it('refuses any input for a route that takes none', async () => {
    const plain = route({ accept: [], maxSize: '1MB' })
    expect(await parseInput(plain, undefined)).toBeUndefined()
    expect(await issuesOf(parseInput(plain, null))).toEqual(expect.any(String))
  })

  it('accepts 1024 bytes, counted in UTF-8', async () => {
    const text = route({ accept: [], maxSize: '1MB', input: z.string() })
    expect(await issuesOf(parseInput(text, 'x'.repeat(1022)))).toBeUndefined()
    expect(await issuesOf(parseInput(text, '照'.repeat(341)))).toMatch(/at most 1024 bytes of JSON, got 1025/)
  })
})
