import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * What outlives the app. Give the disk of one host to the next, and the next is the same phone after WeChat has
 * killed the mini-program: storage, user files and (often, on a phone; always, here) temporary files are still there.
 */
export interface Disk {
  /** Temporary path → real file, which is not copied. */
  temporary: Map<string, string>
  /** Key → JSON. */
  storage: Map<string, string>
  /** Where `wx.env.USER_DATA_PATH` really is; made when first asked for. */
  userDirectory(): string
  /** Deletes the user's files, and nothing that was picked. */
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
