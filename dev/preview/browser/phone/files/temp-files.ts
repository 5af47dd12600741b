import { extname } from '../../node/path'

/** The phone's temporary files: each local path stands for a Blob. They exist as long as the page. */
export interface TempFiles {
  /** Returns a path that keeps only the extension of the name, as the album does. */
  add(blob: Blob, name?: string): string
  find(path: string): Blob | undefined
  forget(path: string): void
  /** A URL for `<img>` and `<video>`: an object URL for a local path, any other text unchanged. */
  urlOf(path: string): string
}

interface TempFile {
  blob: Blob
  url: string
}

export function createTempFiles(prefix: string, randomHex: (bytes: number) => string): TempFiles {
  const files = new Map<string, TempFile>()
  return {
    add(blob, name = '') {
      const path = `${prefix}${randomHex(16)}${extname(name).toLowerCase()}`
      files.set(path, { blob, url: URL.createObjectURL(blob) })
      return path
    },
    find: (path) => files.get(path)?.blob,
    forget(path) {
      const file = files.get(path)
      if (file) URL.revokeObjectURL(file.url)
      files.delete(path)
    },
    urlOf: (path) => files.get(path)?.url ?? path,
  }
}
