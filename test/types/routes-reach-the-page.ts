/** Compiled by `npm run check`, never run: what a page may write, by the routes of its backend. */
import { z } from 'zod'
import type { StoredFile, Uploader } from '../../miniprogram/uploader/wx'
import { defineRoutes, route } from '../../server/index'

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
}
