/** A hook for React 18 and later: `wx-oss-upload/react`. */
import { useState, useSyncExternalStore } from 'react'
import { createUploader, type UploaderOptions } from '../browser/index'
import type { Uploader } from '../browser/uploader'
import type { RouteTypes } from '../route-types'
import { type Upload, type UploadList, uploadList } from './upload-list'

export type { Upload } from './upload-list'

export interface UseUploader<Routes extends RouteTypes> extends Pick<UploadList<Routes>, 'upload' | 'remove'> {
  /** In the order in which they began. */
  uploads: readonly Upload[]
  uploader: Uploader<Routes>
}

/**
 * The uploads of a component, which renders anew with each of their changes. It may be rendered on a server, too. Uploads go
 * on when the component is unmounted.
 * @param given the app's uploader, or the options to make one: once, so later options are ignored.
 *
 * @example
 * const { uploads, upload } = useUploader(uploader)
 * <input type="file" onChange={({ target }) => [...target.files].map((file) => upload(file, { route: 'photo' }))} />
 */
export function useUploader<Routes extends RouteTypes>(given: Uploader<Routes> | UploaderOptions): UseUploader<Routes> {
  const [{ uploader, list }] = useState(() => {
    const uploader = 'upload' in given ? given : createUploader<Routes>(given)
    return { uploader, list: uploadList(uploader) }
  })
  const uploads = useSyncExternalStore(list.subscribe, list.uploads, list.uploads)
  return { uploads, uploader, upload: list.upload, remove: list.remove }
}
