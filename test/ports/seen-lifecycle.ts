import type { Lifecycle, Network } from '../../miniprogram/uploader/core/ports'
import { type Watcher, watcher } from '../page/watcher'

/** A lifecycle that answers asynchronously, because it may be in a page. */
export interface SeenLifecycle {
  obstacle(): Promise<ReturnType<Lifecycle['obstacle']>>
  network(): Promise<Network>
  keepAwake(on: boolean): Promise<void>
  /** @param isOnce unsubscribes during the first call */
  watch(isOnce?: boolean): Promise<SeenWatcher>
}

export interface SeenWatcher {
  found(): Promise<Watcher['found']>
  end(): Promise<void>
}

/** Wraps a lifecycle of this process. */
export const seenLifecycle = (lifecycle: Lifecycle): SeenLifecycle => ({
  obstacle: async () => lifecycle.obstacle(),
  network: async () => lifecycle.network(),
  keepAwake: async (on) => lifecycle.keepAwake(on),
  async watch(isOnce = false) {
    const { found, end } = watcher(lifecycle, isOnce)
    return { found: async () => found, end: async () => end() }
  },
})
