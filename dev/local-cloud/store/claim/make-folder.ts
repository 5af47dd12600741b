import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Creates a folder, and those around it. Node's own `recursive` never returns below /proc: there every new folder is
 * refused as if the one around it were missing, so Node goes back and forth between the two.
 *
 * @throws ENOENT if the folder cannot be created although the one around it exists; EEXIST, EACCES, EPERM, …
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' && (await isFolder(path))) return
    const around = dirname(path)
    if (code !== 'ENOENT' || around === path || (await isFolder(around))) throw error
    await makeFolder(around)
    await makeFolder(path)
  }
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
