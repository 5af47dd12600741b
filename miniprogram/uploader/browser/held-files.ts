/**
 * What a page may upload: the `File` of an input, a drop or its own making, or the handle that `showOpenFilePicker`
 * and `getAsFileSystemHandle` give in Chromium. A handle stays good after a reload, whatever the file's size.
 */
export type PageFile = File | FileSystemFileHandle

/** The page's files under local paths: what the engine, and a checkpoint, can name. */
export interface HeldFiles {
  /** The same file object has the same path. It ends like the file's name. */
  pathOf(file: PageFile): string
  /** Puts a file under a path that a picker gave it earlier. */
  hold(path: string, file: PageFile): void
  /** Lets go of it: it may have its bytes in memory. */
  release(path: string): void
  at(path: string): PageFile | undefined
}

const PREFIX = 'page-file:'

export function heldFiles(): HeldFiles {
  const files = new Map<string, PageFile>()
  const paths = new WeakMap<PageFile, string>()
  // A checkpoint may name a path of an earlier run: no two runs give the same.
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
