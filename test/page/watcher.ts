import type { Lifecycle } from '../../miniprogram/uploader/core/ports'

/** A subscriber of a lifecycle. */
export interface Watcher {
  /** What it found in the way, whenever it was called. */
  found: ReturnType<Lifecycle['obstacle']>[]
  end(): void
}

/** @param isOnce ends the first time it is called, in the call itself */
export function watcher(lifecycle: Lifecycle, isOnce: boolean): Watcher {
  const found: Watcher['found'] = []
  const end = lifecycle.subscribe(() => {
    found.push(lifecycle.obstacle())
    if (isOnce) end()
  })
  return { found, end }
}
