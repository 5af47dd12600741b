import { watch } from 'node:fs'

/** Editors write a file in several steps, and several files at once. */
const SETTLE_MS = 80

/** Calls back shortly after a change below the folder. Returns a function that stops it. */
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
