import { extname, posix } from 'node:path'
import type { Device } from './device'
import type { Disk } from './disk'
import { FAILURES, type Outcome } from './failures'

export interface LocalPaths {
  /**
   * A temporary path for a real file, in the platform's style. Its base name is random and keeps the extension only:
   * files of the album have no name of their own. `name` sets the whole base name.
   */
  temp(realPath: string, options?: { name?: string }): string
  /** The platform has cleaned the temporary file up. The real file stays. */
  forget(path: string): void
  /** The real file behind a local path, which need not exist. */
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
      // Joined to a root first, `..` cannot climb out.
      return below === undefined ? 'not-local' : posix.join(disk.userDirectory(), posix.join('/', below))
    },
  }
}

/** The same, as an outcome of FileSystemManager's. */
export function realPath(paths: LocalPaths, api: string, path: string): Outcome<string> {
  const real = paths.resolve(path)
  if (real === 'not-local') return { failure: FAILURES.pathNotPermitted(api, path) }
  return real === undefined ? { failure: FAILURES.noSuchFile(api, path) } : { result: real }
}
