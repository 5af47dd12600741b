import type { Engine, ResumeOptions as EngineResumeOptions, LocalFile, UploadOptions, UploadTask } from '../core/api'
import { type PickAndUpload, type Picking, picking } from '../core/engine/picking'
import type { UploadError } from '../core/errors'
import type { DataOf, RouteTypes } from '../route-types'
import type { HeldFiles, PageFile } from './held-files'
import { type PickedFile, type PickOptions, pick } from './pick'

/** What a page can upload: a file itself, what `pick` returned, or the path of what `pick` returned. */
export type FileToUpload = PageFile | LocalFile | string

export type PickAndUploadOptions<Routes extends RouteTypes, Name extends keyof Routes> = PickAndUpload<
  PickOptions,
  Routes,
  Name
>

export interface ResumeOptions<Data = unknown> extends Omit<EngineResumeOptions<Data>, 'file'> {
  /**
   * The same file, picked again after `resume` failed with `file-missing`. Another file fails with `file-changed`.
   */
  file?: FileToUpload
}

/** The page's uploader: a plain record of functions. */
export interface Uploader<Routes extends RouteTypes>
  extends Omit<Engine<Routes>, 'upload' | 'resume'>,
    Picking<PickOptions, PickedFile, Routes> {
  /** Begins to upload a file. Calls in the same tick share one call to the backend. */
  upload<Name extends keyof Routes & string>(
    file: FileToUpload,
    options: UploadOptions<Routes, Name>,
  ): UploadTask<DataOf<Routes, Name>>
  /**
   * Resumes an unfinished upload: sends only the parts that OSS does not hold. Fails with `file-missing` if the browser
   * has not kept the file: ask the user to pick it again, and pass it as `file`. Fails with `file-changed` if it is
   * another file.
   */
  resume<Name extends keyof Routes & string>(
    id: string,
    options?: ResumeOptions<DataOf<Routes, Name>>,
  ): UploadTask<DataOf<Routes, Name>>
}

/** Adds the page's picker to an engine, and lets it take the page's files. */
export function withPicker<Routes extends RouteTypes>(engine: Engine<Routes>, files: HeldFiles): Uploader<Routes> {
  const taking = { ...engine, ...takingFiles(engine, files) }
  return { ...taking, ...picking(taking, (options?: PickOptions) => pick(files, options)) }
}

/** Lets an engine take the page's files, and releases each file after its last upload. */
export function takingFiles<Routes extends RouteTypes>(
  engine: Engine<Routes>,
  files: HeldFiles,
): Pick<Uploader<Routes>, 'upload' | 'resume'> {
  const local = (file: FileToUpload): LocalFile | string => {
    // What is no file at all is left to the engine, which says so.
    if (typeof file !== 'object' || !file) return file
    if ('getFile' in file) return { path: files.pathOf(file), name: file.name }
    if ('slice' in file && 'name' in file) return { path: files.pathOf(file), name: file.name, size: file.size }
    if ('file' in file) files.hold(file.path, (file as PickedFile).file)
    return file as LocalFile
  }
  const uses = new Set<{ path: string }>()
  /**
   * Releases the file when its last upload has ended. After a failure it stays, because the app may upload it again.
   */
  const releaseAfter = <Data>(task: UploadTask<Data>, file: LocalFile | string): UploadTask<Data> => {
    const use = { path: typeof file === 'string' ? file : file?.path }
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
    resume(id, options = {}) {
      const { file } = options ?? {}
      if (file === undefined) return engine.resume(id, options as { file?: undefined })
      const asLocal = local(file)
      return releaseAfter(engine.resume(id, { ...options, file: asLocal }), asLocal)
    },
  }
}
