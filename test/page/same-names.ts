/** Only compiled, by `npm run check`: code for a mini-program also compiles for a web page. */
import type * as Browser from '../../miniprogram/uploader/browser/index'
import type * as Wx from '../../miniprogram/uploader/wx/index'

type Same<A, B> = [A, B] extends [B, A] ? true : never

interface Routes extends Browser.RouteTypes {
  photo: { readonly '~types'?: { input: undefined; data: { id: string } } }
  tagged: { readonly '~types'?: { input: { album: string }; data: undefined } }
}

/**
 * Compares the members of the uploader, and the values except `formatOf`, because a page loads the table of formats with the
 * engine, and the languages, which a mini-program imports from files of their own. `test/build/public-names.test.ts` compares the names of the types.
 */
type ValuesOf<Module, Own> = Exclude<keyof Module, Own>

export const sameValues: Same<ValuesOf<typeof Browser, 'zh' | 'en'>, ValuesOf<typeof Wx, 'formatOf'>> = true
export const sameMembers: Same<keyof Browser.Uploader<Routes>, keyof Wx.Uploader<Routes>> = true

/** One program that accepts either uploader. */
export async function onEither(uploader: Browser.Uploader<Routes> | Wx.Uploader<Routes>): Promise<string[]> {
  const task: Wx.UploadTask<{ id: string }> = uploader.upload('path', { route: 'photo' })
  const stored: Browser.UploadedFile<{ id: string }> = await task.done
  const outcomes = await uploader.pickAndUpload({ route: 'tagged', input: { album: 'x' }, count: 3, accept: 'media' })
  const [unfinished] = await uploader.unfinished()
  if (unfinished) uploader.resume<'photo'>(unfinished.id, { onState: ({ percent }) => percent, file: 'path' })
  const [url] = await uploader.urls([stored.key])
  return outcomes.flatMap((outcome) => (outcome.ok ? [outcome.file.url] : [outcome.error.code, url?.ok ? url.url : '']))
}

declare const inBrowser: Browser.Uploader<Routes>
declare const inWx: Wx.Uploader<Routes>
declare const file: File

export function whatOnlyABrowserTakes(): void {
  inBrowser.upload(file, { route: 'photo' })
  inBrowser.resume('id', { file })
  // @ts-expect-error a mini-program has paths, no files
  inWx.upload(file, { route: 'photo' })
  // @ts-expect-error the route asks for input, in a browser as well
  inBrowser.upload(file, { route: 'tagged' })
}

declare const createInBrowser: typeof Browser.createUploader
declare const createInWx: typeof Wx.createUploader

export function whoTheUserIs(): void {
  createInWx<Routes>({ server: 'https://api.example.com' })
  createInBrowser<Routes>({ server: 'https://api.example.com', headers: async () => ({ authorization: 'Bearer' }) })
  // @ts-expect-error a web page has no login of its own
  createInBrowser<Routes>({ server: 'https://api.example.com' })
}
