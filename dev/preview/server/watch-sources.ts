import { once } from 'node:events'
import { watch } from 'chokidar'

/** Editors write a file in several steps, and several files at once. */
const SETTLE_MS = 80

/** Packages change only when they are installed, and have too many files. */
const IGNORED = /[/\\](node_modules|\.git)([/\\]|$)/

/**
 * Calls back shortly after a change below the folder, also if an editor replaces the file by a rename, which `fs.watch`
 * of Node 20 loses on Linux. Resolves with a function that stops it.
 */
export async function watchSources(root: string, onChange: () => void): Promise<() => void> {
  let timer: NodeJS.Timeout | undefined
  const watcher = watch(root, { ignoreInitial: true, ignored: (path) => IGNORED.test(path.slice(root.length)) })
  watcher.on('all', () => {
    clearTimeout(timer)
    timer = setTimeout(onChange, SETTLE_MS)
  })
  await once(watcher, 'ready')
  return () => {
    clearTimeout(timer)
    void watcher.close()
  }
}
