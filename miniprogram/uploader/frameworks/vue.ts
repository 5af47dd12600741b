/** A composable for Vue 3: `wx-oss-upload/vue`. */
import { onScopeDispose, type ShallowRef, shallowRef } from 'vue'
import { createUploader, type UploaderOptions } from '../browser/index'
import type { Uploader } from '../browser/uploader'
import type { RouteTypes } from '../route-types'
import { type Upload, type UploadList, uploadList } from './upload-list'

export type { Upload } from './upload-list'

export interface UseUploader<Routes extends RouteTypes> extends Pick<UploadList<Routes>, 'upload' | 'remove'> {
  /** In the order in which they began. */
  uploads: Readonly<ShallowRef<readonly Upload[]>>
  uploader: Uploader<Routes>
}

/**
 * The uploads of a component, as a reference that changes with each of them. It may be rendered on a server, too. Uploads go
 * on when the component is unmounted.
 * @param given the app's uploader, or the options to make one.
 *
 * @example
 * const { uploads, upload } = useUploader(uploader)
 * const onPick = ({ target }) => [...target.files].map((file) => upload(file, { route: 'photo' }))
 */
export function useUploader<Routes extends RouteTypes>(given: Uploader<Routes> | UploaderOptions): UseUploader<Routes> {
  const uploader = 'upload' in given ? given : createUploader<Routes>(given)
  const list = uploadList(uploader)
  const uploads = shallowRef(list.uploads())
  onScopeDispose(
    list.subscribe(() => {
      uploads.value = list.uploads()
    }),
  )
  return { uploads, uploader, upload: list.upload, remove: list.remove }
}
