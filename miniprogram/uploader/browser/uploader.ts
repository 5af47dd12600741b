import type { Engine, ResumeOptions as EngineResumeOptions, LocalFile, UploadOptions, UploadTask } from '../core/api'
import type { PickAndUpload, Picking } from '../core/engine/picking'
import type { UploadError } from '../core/errors'
import type { DataOf, RouteTypes } from '../route-types'
import type { HeldFiles, PageFile } from './held-files'
import type { PickedFile, PickOptions } from './pick'

/** What a page uploads: a file itself, what `pick` gave, or the path of what `pick` gave. */
export type FileToUpload = PageFile | LocalFile | string

export type PickAndUploadOptions<Routes extends RouteTypes, Name extends keyof Routes> = PickAndUpload<
  PickOptions,
  Routes,
  Name
>

export interface ResumeOptions<Data = unknown> extends Omit<EngineResumeOptions<Data>, 'file'> {
  /** The same file, picked again: for when `resume` has failed with `file-missing`. Another one is `file-changed`. */
  file?: FileToUpload
}

/** A plain record of functions. */
export interface Uploader<Routes extends RouteTypes>
  extends Omit<Engine<Routes>, 'upload' | 'resume'>,
    Picking<PickOptions, PickedFile, Routes> {
  /** Calls made in one tick share one ticket call. */
  upload<Name extends keyof Routes & string>(
    file: FileToUpload,
    options: UploadOptions<Routes, Name>,
  ): UploadTask<DataOf<Routes, Name>>
  /**
   * Goes on with one of the unfinished, after the parts that OSS holds. Fails with `file-missing` when the browser has
   * not kept the file (ask the user to pick it again, and give it as `file`), with `file-changed` when it is another.
   */
  resume<Name extends keyof Routes & string>(
    id: string,
    options?: ResumeOptions<DataOf<Routes, Name>>,
  ): UploadTask<DataOf<Routes, Name>>
}

/** Lets an engine take the page's files as they are. */
export function takingFiles<Routes extends RouteTypes>(
  engine: Engine<Routes>,
  files: HeldFiles,
): Pick<Uploader<Routes>, 'upload' | 'resume'> {
  const local = (file: FileToUpload): LocalFile | string => {
    if (typeof file === 'string') return file
    if ('slice' in file) return { path: files.pathOf(file), name: file.name, size: file.size }
    if ('getFile' in file) return { path: files.pathOf(file), name: file.name }
    if ('file' in file) files.hold(file.path, (file as PickedFile).file)
    return file
  }
  const uses = new Set<{ path: string }>()
  /** When the last upload of it has ended; after a failure it may be sent again. */
  const releaseAfter = <Data>(task: UploadTask<Data>, file: LocalFile | string): UploadTask<Data> => {
    const use = { path: typeof file === 'string' ? file : file.path }
    const end = (error?: UploadError): void => {
      uses.delete(use)
      const isUsed = [...uses].some(({ path }) => path === use.path)
      if (!isUsed && (!error || error.code === 'cancelled')) files.release(use.path)
    }
    uses.add(use)
    task.done.then(() => end(), end)
    return task
  }
  return {
    upload(file, options) {
      const asLocal = local(file)
      return releaseAfter(engine.upload(asLocal, options), asLocal)
    },
    resume(id, { file, onState } = {}) {
      const asLocal = file === undefined ? undefined : local(file)
      const task = engine.resume(id, { ...(onState ? { onState } : {}), ...(asLocal ? { file: asLocal } : {}) })
      return asLocal === undefined ? task : releaseAfter(task, asLocal)
    },
  }
}
