import { UploadError } from '../core/errors'
import type { FileSource } from '../core/ports'
import { fileOfHandle, type PageFile } from './page-file'
import { readFailure } from './read-failure'

/** The page's files under local paths: what the engine, and a checkpoint, can name. */
export interface LocalFiles extends FileSource {
  /** The same file object has the same path. It ends like the file's name. */
  pathOf(file: PageFile): string
  /** Puts a file under a path that a picker gave it earlier. */
  hold(path: string, file: PageFile): void
  /** Lets go of it: it may have its bytes in memory. */
  release(path: string): void
  held(path: string): PageFile | undefined
  /** Rejects like `stat`. */
  find(path: string): Promise<File>
}

const PREFIX = 'page-file:'

/** The local paths that a JSON text names. There is nothing in them that JSON would escape. */
export const pathsIn = (json: string): string[] => json.match(/page-file:[\w./-]+/g) ?? []

/** @param keptFile what an earlier run of the page has kept under that path */
export function localFiles(keptFile: (path: string) => Promise<PageFile | undefined>): LocalFiles {
  const files = new Map<string, PageFile>()
  const paths = new WeakMap<PageFile, string>()
  // A checkpoint may name a path of an earlier run: no two runs give the same.
  const run = Math.random().toString(36).slice(2)
  let count = 0

  const hold = (path: string, file: PageFile): void => {
    files.set(path, file)
    paths.set(file, path)
  }
  async function find(path: string): Promise<File> {
    const file = files.get(path) ?? (await keptFile(path))
    if (!file) throw new UploadError('file-missing')
    hold(path, file)
    return 'getFile' in file ? fileOfHandle(file) : file
  }
  return {
    hold,
    find,
    held: (path) => files.get(path),
    release: (path) => void files.delete(path),
    pathOf(file) {
      count += 1
      const path = paths.get(file) ?? `${PREFIX}${run}-${count}/${file.name.replace(/[^\w.-]/g, '_')}`
      hold(path, file)
      return path
    },
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
