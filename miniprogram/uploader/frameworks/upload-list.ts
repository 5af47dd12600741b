import type { UploadOptions, UploadState, UploadTask } from '../browser/index'
import type { FileToUpload, Uploader } from '../browser/uploader'
import type { UploadError } from '../core/errors'
import type { DataOf, RouteTypes } from '../route-types'

/** One file that a page uploads, as it is now. It is replaced, never changed. */
export interface Upload<Data = unknown> {
  id: string
  file: FileToUpload
  state: UploadState<Data>
  task: UploadTask<Data>
}

/** The uploads of one view, in the order in which they began. */
export interface UploadList<Routes extends RouteTypes> {
  uploads(): readonly Upload[]
  /** Calls `onChange` after each change. Returns a function that unsubscribes. */
  subscribe(onChange: () => void): () => void
  /** Begins to upload a file, and adds it. A failure is shown as a state, and can be caught at `task.done`. */
  upload<Name extends keyof Routes & string>(
    file: FileToUpload,
    options: UploadOptions<Routes, Name>,
  ): UploadTask<DataOf<Routes, Name>>
  /** Cancels the upload if it has not ended, and takes it from the list. */
  remove(id: string): void
}

/** What the hooks of all frameworks share. */
export function uploadList<Routes extends RouteTypes>(uploader: Pick<Uploader<Routes>, 'upload'>): UploadList<Routes> {
  let uploads: readonly Upload[] = []
  const listeners = new Set<() => void>()
  const set = (next: readonly Upload[]): void => {
    uploads = next
    for (const onChange of [...listeners]) onChange()
  }
  return {
    uploads: () => uploads,
    subscribe(onChange) {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
    upload(file, options) {
      const task = uploader.upload(file, options)
      // The state has the failure.
      task.done.catch((_: UploadError) => {})
      const { id } = task
      set([...uploads, { id, file, state: task.state(), task }])
      task.subscribe((state) => set(uploads.map((one) => (one.id === id ? { ...one, state } : one))))
      return task
    },
    remove(id) {
      uploads.find((one) => one.id === id)?.task.cancel()
      set(uploads.filter((one) => one.id !== id))
    },
  }
}
