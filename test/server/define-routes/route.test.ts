import { z } from 'zod'
import type { DataOf, InputOf } from '../../../miniprogram/uploader/route-types'
import { defineRoutes, route } from '../../../server/define-routes/route'
import { type Routes, routes } from '../../../server/routes'

const accept = ['image/jpeg'] as const

interface Row {
  id: string
  size?: number
}

const typed = defineRoutes({
  avatar: route({
    accept,
    maxSize: '5MB',
    input: z.object({ album: z.coerce.number() }),
    onStored: async ({ file, user, input, id }) => ({
      row: { id } satisfies Row as Row,
      of: user.id,
      sizes: [file.size] as readonly number[],
      next: input.album + 1,
    }),
  }),
  plain: route({ accept, maxSize: '1.5MB' }),
  silent: route({ accept, maxSize: '5MB', onStored: async () => undefined }),
  quiet: route({ accept, maxSize: '5MB', onStored: () => {} }),
})
type Typed = typeof typed

/** Compiles only if both types are identical, `any` included. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const same = <_A, _B>(proof: Same<_A, _B>): boolean => proof

describe('the types of a route, as the page sees them', () => {
  it('are what the schema takes and what the hook returns', () => {
    expect(same<InputOf<Typed, 'avatar'>, { album: unknown }>(true)).toBe(true)
    expect(same<DataOf<Typed, 'avatar'>, { row: Row; of: string; sizes: readonly number[]; next: number }>(true)).toBe(
      true,
    )
  })

  it('are undefined if a route takes nothing or returns nothing', () => {
    expect(same<InputOf<Typed, 'plain'>, undefined>(true)).toBe(true)
    expect(same<DataOf<Typed, 'plain'>, undefined>(true)).toBe(true)
    expect(same<DataOf<Typed, 'silent'>, undefined>(true)).toBe(true)
    expect(same<DataOf<Typed, 'quiet'>, undefined>(true)).toBe(true)
  })

  it('know the names of the shipped routes', () => {
    expect(same<keyof Routes, 'photo' | 'video' | 'audio' | 'file'>(true)).toBe(true)
  })

  it('refuse a hook whose result is not JSON, and invalid sizes and options', () => {
    // @ts-expect-error a Date becomes a string on the way
    route({ accept, maxSize: '5MB', onStored: async () => ({ at: new Date() }) })
    // @ts-expect-error a Buffer becomes an object of numbers
    route({ accept, maxSize: '5MB', onStored: async () => ({ raw: Buffer.from('x') }) })
    // @ts-expect-error a function is dropped
    route({ accept, maxSize: '5MB', onStored: () => ({ call: () => 1 }) })
    // @ts-expect-error a bigint throws
    route({ accept, maxSize: '5MB', onStored: () => ({ big: 1n }) })
    // @ts-expect-error a Map becomes {}
    route({ accept, maxSize: '5MB', onStored: () => new Map([['a', 1]]) })
    // @ts-expect-error no such option
    route({ accept, maxSize: '5MB', maximum: 3 })
    // @ts-expect-error no such field of the input
    route({ accept, maxSize: '5MB', input: z.object({ a: z.string() }), onStored: ({ input }) => input.b })
    // @ts-expect-error no unit
    expect(() => route({ accept, maxSize: '5' })).toThrow(/maxSize/)
    // @ts-expect-error none of its styles
    expect(() => route({ accept, maxSize: '5MB', styles: { a: 'image/info' }, thumbnail: 'b' })).toThrow(/thumbnail/)
    // @ts-expect-error it has no styles
    expect(() => route({ accept, maxSize: '5MB', thumbnail: 'b' })).toThrow(/thumbnail/)
  })
})

describe('a route', () => {
  it('accepts empty files with a minSize of zero, and files of one byte without a minSize', () => {
    expect(route({ accept, maxSize: '5MB', minSize: '0KB' }).minSize).toBe(0)
    expect(route({ accept, maxSize: '5MB', minSize: '1.5KB' }).minSize).toBe(1536)
    expect(typed.plain.minSize).toBe(1)
  })

  it('has sizes in units of 1024, by default as many files as the contract allows, and is private', () => {
    expect(typed.plain).toMatchObject({ maxSize: 1.5 * 1024 * 1024, maxFiles: 20, visibility: 'private' })
  })

  it.each([
    ['a type in upper case', { accept: ['image/JPEG'], maxSize: '5MB' }, /accept/],
    ['a type that no file has', { accept: ['audio/mp3'], maxSize: '5MB' }, /accept: .*did you mean audio\/mpeg\?/],
    ['a family that there is not', { accept: ['application/*'], maxSize: '5MB' }, /accept/],
    ['a size beyond the limit of one POST', { accept, maxSize: '6GB' }, /maxSize/],
    ['no size', { accept, maxSize: '0KB' }, /maxSize/],
    ['more files than a call may have', { accept, maxSize: '5MB', maxFiles: 21 }, /maxFiles/],
    ['half a file', { accept, maxSize: '5MB', maxFiles: 0.5 }, /maxFiles/],
    ['a minSize beyond maxSize', { accept, maxSize: '5MB', minSize: '6MB' }, /minSize/],
    ['an invalid minSize', { accept, maxSize: '5MB', minSize: '-1KB' }, /minSize/],
    ['invalid instructions', { accept, maxSize: '5MB', styles: { a: 'resize' } }, /styles/],
    [
      'instructions that store the result',
      { accept, maxSize: '5MB', styles: { a: 'image/resize,w_1|sys/saveas,o_x' } },
      /styles/,
    ],
    ['a style without a name', { accept, maxSize: '5MB', styles: { '': 'image/info' } }, /styles/],
    ['a header in its cache control', { accept, maxSize: '5MB', cacheControl: 'private\r\nx: y' }, /cacheControl/],
    ['an empty cache control', { accept, maxSize: '5MB', cacheControl: '' }, /cacheControl/],
    ['metadata without a name', { accept, maxSize: '5MB', metadata: { '': 'x' } }, /metadata/],
    ['a metadata name that would be another header', { accept, maxSize: '5MB', metadata: { 'a: b': 'x' } }, /metadata/],
    ['metadata that the backend itself sets', { accept, maxSize: '5MB', metadata: { Width: '1' } }, /metadata/],
    ['more metadata than OSS keeps', { accept, maxSize: '5MB', metadata: { a: 'x'.repeat(8192) } }, /8192 bytes/],
  ] as const)('is refused with %s', (_, options, message) => {
    // The compiler accepts each set of options alone, but not their union.
    expect(() => (route as (options: object) => unknown)(options)).toThrow(message)
  })

  it.each(['pending', 'sts', 'a/b', '1st', '', 'a'.repeat(33), '照片'])('cannot be called %j', (name) => {
    expect(() => defineRoutes({ [name]: typed.plain })).toThrow(/Route/)
  })
})

describe('the shipped routes', () => {
  it('accept photos of 20 MB, videos of 2 GB, sound of 500 MB and documents of 100 MB', () => {
    const sizes = Object.entries(routes).map(([name, { maxSize }]) => [name, maxSize / 1024 ** 2])
    expect(Object.fromEntries(sizes)).toEqual({ photo: 20, video: 2048, audio: 500, file: 100 })
  })
})
