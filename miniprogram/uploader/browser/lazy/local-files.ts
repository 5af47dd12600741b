import { UploadError } from '../../core/errors'
import type { FileSource, OpenFile } from '../../core/ports'
import type { HeldFiles, PageFile } from '../held-files'
import { fileOfHandle } from './file-of-handle'
import { readFailure } from './read-failure'
import { workerCrc64 } from './worker-crc64'

/** Reads the page's files by their local paths. */
export interface LocalFiles extends FileSource {
  /** Finds the file itself. Rejects like `stat`. */
  find(path: string): Promise<File>
}

/** @param keptFile finds what an earlier run of the page stored under a path */
export function localFiles(held: HeldFiles, keptFile: (path: string) => Promise<PageFile | undefined>): LocalFiles {
  async function find(path: string): Promise<File> {
    const file = held.at(path) ?? (await keptFile(path))
    if (!file) throw new UploadError('file-missing')
    held.hold(path, file)
    return 'getFile' in file ? fileOfHandle(file) : file
  }
  const checksum = workerCrc64()
  const opened = (file: File): OpenFile => ({
    read: (position, length) => readRange(file, position, length),
    slice: (position, length) => sliceOf(file, position, length),
    crc64: async (position, length, signal) => checksum(sliceOf(file, position, length), signal),
    close: () => Promise.resolve(),
  })
  return {
    hasSlices: true,
    find,
    stat: (path) => find(path).then(({ size, lastModified }) => ({ size, modified: lastModified })),
    open: (path) => find(path).then(opened),
  }
}

/** Without a `type`: Chromium makes it lower-case, and a request's own header says what the body is. */
function sliceOf(file: File, position: number, length: number): Blob {
  const slice = file.slice(position, position + length)
  if (slice.size !== length) throw new UploadError('file-changed', { params: { size: file.size } })
  return slice
}

async function readRange(file: File, position: number, length: number): Promise<ArrayBuffer> {
  const bytes = await sliceOf(file, position, length)
    .arrayBuffer()
    .catch((thrown: unknown) => {
      throw readFailure(thrown, file.size)
    })
  if (bytes.byteLength !== length) throw new UploadError('file-changed', { params: { size: file.size } })
  return bytes
}
