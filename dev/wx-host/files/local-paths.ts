import { extname, posix } from 'node:path'
import { FAILURES, type Outcome } from '../calls/failures'
import type { Device } from '../device/device'
import type { Disk } from '../storage/disk'

export interface LocalPaths {
  /**
   * A temporary path for a real file, in the platform's style. Its base name is random and keeps only the extension,
   * as files from the album have no name. `name` sets the whole base name.
   */
  temp(realPath: string, options?: { name?: string }): string
  /** The platform cleans up the temporary file. The real file stays. */
  forget(path: string): void
  /** The real file behind a local path; it need not exist. */
  resolve(path: string): string | 'not-local' | undefined
}

export function createLocalPaths({ traits, randomHex }: Device, disk: Disk): LocalPaths {
  return {
    temp(realPath, { name } = {}) {
      const path = `${traits.tempPrefix}${name ?? randomHex(16) + extname(realPath)}`
      disk.temporary.set(path, realPath)
      return path
    },
    forget(path) {
      disk.temporary.delete(path)
    },
    resolve(path) {
      if (path.startsWith(traits.tempPrefix)) return disk.temporary.get(path)
      const below = path.startsWith(`${traits.userDataPath}/`) ? path.slice(traits.userDataPath.length) : undefined
      // The path is joined to a root first, so that `..` cannot leave the directory.
      return below === undefined ? 'not-local' : posix.join(disk.userDirectory(), posix.join('/', below))
    },
  }
}

/** `paths.resolve` as an outcome of a FileSystemManager call. */
export function realPath(paths: LocalPaths, api: string, path: string): Outcome<string> {
  const real = paths.resolve(path)
  if (real === 'not-local') return { failure: FAILURES.pathNotPermitted(api, path) }
  return real === undefined ? { failure: FAILURES.noSuchFile(api, path) } : { result: real }
}
