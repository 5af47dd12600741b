import type { Lifecycle } from '../../miniprogram/uploader/core/ports'

/** A listener of a lifecycle. */
export interface Watcher {
  /** The obstacle that it found at each call. */
  found: ReturnType<Lifecycle['obstacle']>[]
  end(): void
}

/** @param isOnce unsubscribes during its first call */
export function watcher(lifecycle: Lifecycle, isOnce: boolean): Watcher {
  const found: Watcher['found'] = []
  const end = lifecycle.subscribe(() => {
    found.push(lifecycle.obstacle())
    if (isOnce) end()
  })
  return { found, end }
}
