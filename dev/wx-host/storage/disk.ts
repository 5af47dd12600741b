import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * What survives the app. A host with the disk of an earlier one is the same phone after WeChat has killed the
 * mini-program: it still has the storage, the user files and (on phones often, here always) the temporary files.
 */
export interface Disk {
  /** Temporary path → real file; the file is not copied. */
  temporary: Map<string, string>
  /** Key → JSON. */
  storage: Map<string, string>
  /** The real directory of `wx.env.USER_DATA_PATH`; created at the first call. */
  userDirectory(): string
  /** Deletes the user files, but no picked file. */
  remove(): void
}

export function createDisk(): Disk {
  let directory: string | undefined
  return {
    temporary: new Map(),
    storage: new Map(),
    userDirectory() {
      directory ??= mkdtempSync(join(tmpdir(), 'wx-host-'))
      return directory
    },
    remove() {
      if (directory) rmSync(directory, { recursive: true, force: true })
      directory = undefined
    },
  }
}
