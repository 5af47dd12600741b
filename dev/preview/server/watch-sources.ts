import { watch } from 'node:fs'

/** Editors write a file in several steps, and several files at once. */
const SETTLE_MS = 80

/** Calls back some time after anything below a folder has changed. The answer ends it. */
export function watchSources(root: string, onChange: () => void): () => void {
  let timer: NodeJS.Timeout | undefined
  const watcher = watch(root, { recursive: true }, () => {
    clearTimeout(timer)
    timer = setTimeout(onChange, SETTLE_MS)
  })
  return () => {
    clearTimeout(timer)
    watcher.close()
  }
}
