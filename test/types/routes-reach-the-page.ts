/** Compiled by `npm run check`, never run: what a page may write, by the routes of its backend. */
import { z } from 'zod'
import type { StoredFile, Uploader } from '../../miniprogram/uploader/wx'
import { defineRoutes, refusal, route } from '../../server/index'

const routes = defineRoutes({
  avatar: route({
    accept: ['image/jpeg'],
    maxSize: '5MB',
    input: z.strictObject({ album: z.string() }),
    onStored: async ({ file, input }) => ({ row: 7, album: input.album, key: file.key }),
  }),
  photo: route({ accept: ['image/jpeg'], maxSize: '5MB' }),
  tagged: route({ accept: ['image/jpeg'], maxSize: '5MB', input: z.string().optional() }),
})

const hooks = {
  accept: ['image/jpeg'],
  maxSize: '5MB',
  input: z.object({ album: z.coerce.number() }),
} as const

/** What a backend's author may write. */
export const whatHooksAreGiven = defineRoutes({
  album: route({
    ...hooks,
    minSize: '1KB',
    keyPrefix: 'albums/2026',
    styles: { small: 'image/resize,w_200' },
    thumbnail: 'small',
    metadata: ({ user, input, file }) => ({ by: user.id, album: input.album.toFixed(), type: file.type }),
    authorize: async ({ user, input, files }) => {
      if (input.album > 9) throw refusal(`not for ${user.id}`)
      return files.map(({ size, isRenewal }) => (size > 10 && !isRenewal ? refusal('too much') : undefined))
    },
    canRead: ({ user, key, id, isOwner }) => isOwner || [user.id, key, id].includes('x'),
    onStored: ({ file, input }) => ({ small: file.thumbnailUrl ?? '', album: input.album }),
  }),
  silent: route({ ...hooks, authorize: () => {}, metadata: { source: 'mini-program' } }),
})

export function whatHooksAreNot(): void {
  // @ts-expect-error the schema has made a number of it
  route({ ...hooks, authorize: ({ input }) => void input.album.trim() })
  // @ts-expect-error no such field of the input
  route({ ...hooks, authorize: ({ input }) => void input.title })
  // @ts-expect-error whether, not why
  route({ ...hooks, authorize: () => false })
  // @ts-expect-error nothing of the input is known when a file is read
  route({ ...hooks, canRead: ({ input }) => input.album === 1 })
  // @ts-expect-error yes or no
  route({ ...hooks, canRead: () => 'yes' })
  // @ts-expect-error metadata are text
  route({ ...hooks, metadata: ({ input }) => ({ album: input.album }) })
  // @ts-expect-error no such field of a declared file
  route({ ...hooks, metadata: ({ file }) => ({ url: file.url }) })
  // @ts-expect-error none of its styles
  route({ ...hooks, styles: { small: 'image/resize,w_200' }, thumbnail: 'large' })
  // @ts-expect-error a word of HTTP, and no other
  route({ ...hooks, contentDisposition: 'download' })
  // @ts-expect-error no size without a unit
  route({ ...hooks, minSize: '10' })
}

declare const uploader: Uploader<typeof routes>
declare const anyUploader: Uploader<Record<string, { readonly '~types'?: { input: unknown; data: unknown } }>>

export async function whatCompiles(): Promise<void> {
  const avatar = await uploader.upload('a', { route: 'avatar', input: { album: 'x' } }).done
  const row: number | undefined = avatar.data?.row
  const photo: StoredFile<undefined> = await uploader.upload('a', { route: 'photo' }).done
  const outcomes = await uploader.pickAndUpload({ route: 'avatar', input: { album: 'x' }, count: 3 })
  const [first] = outcomes
  const album: string | undefined = first?.ok ? first.file.data?.album : first?.error.code
  uploader.upload('a', { route: 'tagged' })
  uploader.upload('a', { route: 'tagged', input: 'x' })
  anyUploader.upload('a', { route: 'whatever' })
  anyUploader.upload('a', { route: 'whatever', input: 5 })
  void [row, photo, album]
}

export function whatDoesNot(): void {
  // @ts-expect-error no such route
  uploader.upload('a', { route: 'avatars' })
  // @ts-expect-error the route asks for input
  uploader.upload('a', { route: 'avatar' })
  // @ts-expect-error of that shape
  uploader.upload('a', { route: 'avatar', input: { album: 5 } })
  // @ts-expect-error the route asks for none
  uploader.upload('a', { route: 'photo', input: { album: 'x' } })
  // @ts-expect-error the same through the picker
  void uploader.pickAndUpload({ route: 'avatar' })
  void uploader.upload('a', { route: 'avatar', input: { album: 'x' } }).done.then(({ data }) => {
    // @ts-expect-error onStored returns no such field
    return data?.rows
  })
  void uploader.upload('a', { route: 'photo' }).done.then(({ data }) => {
    // @ts-expect-error there is no onStored
    return data.row
  })
}
