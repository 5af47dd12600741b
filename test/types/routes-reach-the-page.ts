/** `npm run check` compiles this file, and nothing runs it. The routes of a backend decide what a page may write. */
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

/** The values that hooks receive. */
export const validRoutes = defineRoutes({
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
    canRead: ({ user, files }) => files.map(({ key, id, isOwner }) => isOwner || [user.id, key, id].includes('x')),
    onStored: ({ file, input }) => ({ small: file.thumbnailUrl ?? '', album: input.album }),
  }),
  silent: route({ ...hooks, authorize: () => {}, metadata: { source: 'mini-program' } }),
})

export function invalidRoutes(): void {
  // @ts-expect-error the schema has converted the album to a number
  route({ ...hooks, authorize: ({ input }) => void input.album.trim() })
  // @ts-expect-error the input has no such field
  route({ ...hooks, authorize: ({ input }) => void input.title })
  // @ts-expect-error a hook gives the reason of a refusal, not a boolean
  route({ ...hooks, authorize: () => false })
  // @ts-expect-error the input is not known when a file is read
  route({ ...hooks, canRead: ({ input }) => [input.album === 1] })
  // @ts-expect-error the answer is one boolean for each file
  route({ ...hooks, canRead: () => true })
  // @ts-expect-error metadata values are strings
  route({ ...hooks, metadata: ({ input }) => ({ album: input.album }) })
  // @ts-expect-error a declared file has no URL
  route({ ...hooks, metadata: ({ file }) => ({ url: file.url }) })
  // @ts-expect-error the thumbnail is not one of the styles
  route({ ...hooks, styles: { small: 'image/resize,w_200' }, thumbnail: 'large' })
  // @ts-expect-error only the two values of HTTP are allowed
  route({ ...hooks, contentDisposition: 'download' })
  // @ts-expect-error a size needs a unit
  route({ ...hooks, minSize: '10' })
}

declare const uploader: Uploader<typeof routes>
declare const anyUploader: Uploader<Record<string, { readonly '~types'?: { input: unknown; data: unknown } }>>

export async function validCalls(): Promise<void> {
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

export function invalidCalls(): void {
  // @ts-expect-error this route does not exist
  uploader.upload('a', { route: 'avatars' })
  // @ts-expect-error the route needs input
  uploader.upload('a', { route: 'avatar' })
  // @ts-expect-error the album is a string
  uploader.upload('a', { route: 'avatar', input: { album: 5 } })
  // @ts-expect-error the route takes no input
  uploader.upload('a', { route: 'photo', input: { album: 'x' } })
  // @ts-expect-error the route needs input here, too
  void uploader.pickAndUpload({ route: 'avatar' })
  void uploader.upload('a', { route: 'avatar', input: { album: 'x' } }).done.then(({ data }) => {
    // @ts-expect-error onStored returns no such field
    return data?.rows
  })
  void uploader.upload('a', { route: 'photo' }).done.then(({ data }) => {
    // @ts-expect-error the route has no onStored
    return data.row
  })
}
