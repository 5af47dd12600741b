import { UploadError } from '../../core/errors'
import type { FileSource } from '../../core/ports'
import type { HeldFiles, PageFile } from '../held-files'
import { fileOfHandle } from './file-of-handle'
import { readFailure } from './read-failure'

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
  return {
    find,
    stat: (path) => find(path).then(({ size, lastModified }) => ({ size, modified: lastModified })),
    open: (path) =>
      find(path).then((file) => ({
        read: (position, length) => readRange(file, position, length),
        close: () => Promise.resolve(),
      })),
  }
}

async function readRange(file: File, position: number, length: number): Promise<ArrayBuffer> {
  const bytes = await file
    .slice(position, position + length)
    .arrayBuffer()
    .catch((thrown: unknown) => {
      throw readFailure(thrown, file.size)
    })
  if (bytes.byteLength !== length) throw new UploadError('file-changed', { params: { size: file.size } })
  return bytes
}
