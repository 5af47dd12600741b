/**
 * What a page may upload: a `File` from an input, from a drop or made by the page, or the handle that
 * `showOpenFilePicker` and `getAsFileSystemHandle` give in Chromium. A handle survives a reload, however large its
 * file.
 */
export type PageFile = File | FileSystemFileHandle

/** The page's files under local paths, by which the engine and its checkpoints refer to them. */
export interface HeldFiles {
  /** Holds a file and returns its path. The same object always has the same path, which ends with the file's name. */
  pathOf(file: PageFile): string
  /** Holds a file under a path that it was given earlier. */
  hold(path: string, file: PageFile): void
  /** Forgets a file, which may have its bytes in memory. */
  release(path: string): void
  at(path: string): PageFile | undefined
}

const PREFIX = 'page-file:'

export function heldFiles(): HeldFiles {
  const files = new Map<string, PageFile>()
  const paths = new WeakMap<PageFile, string>()
  // A checkpoint may name a path of an earlier run, so each run must give different paths.
  const run = Math.random().toString(36).slice(2)
  let count = 0

  const hold = (path: string, file: PageFile): void => {
    files.set(path, file)
    paths.set(file, path)
  }
  return {
    hold,
    at: (path) => files.get(path),
    release: (path) => void files.delete(path),
    pathOf(file) {
      count += 1
      const path = paths.get(file) ?? `${PREFIX}${run}-${count}/${file.name.replace(/[^\w.-]/g, '_')}`
      hold(path, file)
      return path
    },
  }
}
