import { UploadError } from '../../../miniprogram/uploader/core/errors'
import type { FileSource, Lifecycle, Network, Store } from '../../../miniprogram/uploader/core/ports'
import type { VirtualClock } from '../virtual-clock'
import { fileMissing, type PhoneFile, readBytes } from './files'
import type { Thread } from './thread'

/** What outlives the app. */
export interface Disk {
  files: Map<string, PhoneFile>
  /** Key → JSON. */
  store: Map<string, string>
  /** Who signs in. */
  user: string
  /** How wrong the clock is, ms. */
  clockOffsetMs: number
  /** `set` finds no room. */
  isFull: boolean
  /** The platform does not tell when a file was written. */
  hidesModified: boolean
}

/** What a run of the app holds open. All zero means that nothing was left behind. */
export interface Open {
  descriptors: number
  timers: number
  listeners: number
  requests: number
}

export interface LifeParts {
  clock: VirtualClock
  thread: Thread
  disk: Disk
  open: Open
  /** Something happens in the app: steps are counted by it. */
  onStep(): void
}

/** How long the platform takes for a file or a value, ms. */
const NATIVE_MS = 1

/** A call of the platform: its answer comes later, and by the thread. */
function native<T>({ clock, thread, onStep }: LifeParts, act: () => T): Promise<T> {
  onStep()
  return new Promise((resolve, reject) => {
    clock.after(NATIVE_MS, () => {
      thread.call(() => {
        onStep()
        try {
          resolve(act())
        } catch (thrown) {
          reject(thrown)
        }
      })
    })
  })
}

export type ReadFault = 'truncated' | 'unreadable' | undefined

/** @param fault of the next read. */
export function phoneFiles(parts: LifeParts, fault: () => ReadFault): FileSource {
  const { disk, open } = parts
  const find = (path: string): PhoneFile => {
    const file = disk.files.get(path)
    if (!file) throw fileMissing(path)
    return file
  }
  return {
    stat: (path) =>
      native(parts, () => {
        const { size, modified } = find(path)
        return disk.hidesModified ? { size } : { size, modified }
      }),
    open: (path) =>
      native(parts, () => {
        // What is open stays readable, whatever becomes of the path.
        const file = find(path)
        open.descriptors += 1
        return {
          read: (position, length) =>
            native(parts, () => {
              const struck = fault()
              if (struck === 'unreadable') throw new UploadError('file-unreadable')
              const isWithin = position >= 0 && position + length <= file.size
              // The port promises all or nothing: an adapter that gets fewer bytes says so.
              if (struck === 'truncated' || !isWithin) throw new UploadError('file-changed')
              return readBytes(file, position, length).buffer
            }),
          close: () =>
            native(parts, () => {
              open.descriptors -= 1
            }),
        }
      }),
  }
}

/** `wx` storage, as the adapter gives it: what cannot be written is not kept, and nothing rejects. */
export function phoneStore(parts: LifeParts): Store {
  const { disk } = parts
  return {
    get: (key) => {
      const json = disk.store.get(key)
      return native(parts, () => (json === undefined ? undefined : JSON.parse(json)))
    },
    set(key, value) {
      if (!disk.isFull) disk.store.set(key, JSON.stringify(value))
      return native(parts, () => {})
    },
    remove(key) {
      disk.store.delete(key)
      return native(parts, () => {})
    },
  }
}

export interface Circumstances {
  isHidden: boolean
  isOffline: boolean
  network: Network
}

export interface PhoneLifecycle extends Lifecycle {
  set(change: Partial<Circumstances>): void
  isAwake(): boolean
}

export function phoneLifecycle({ open }: LifeParts, first: Network): PhoneLifecycle {
  const listeners = new Set<() => void>()
  let now: Circumstances = { isHidden: false, isOffline: false, network: first }
  let awake = false
  return {
    obstacle: () => (now.isHidden ? 'hidden' : now.isOffline ? 'offline' : undefined),
    network: () => now.network,
    subscribe(onChange) {
      listeners.add(onChange)
      open.listeners = listeners.size
      return () => {
        listeners.delete(onChange)
        open.listeners = listeners.size
      }
    },
    keepAwake(on) {
      awake = on
    },
    isAwake: () => awake,
    set(change) {
      now = { ...now, ...change }
      for (const onChange of [...listeners]) onChange()
    },
  }
}

/** The device's clock: may be wrong, and its timers run on the thread. */
export function phoneClock({ clock, thread, disk, open, onStep }: LifeParts) {
  return {
    now: () => clock.now() + disk.clockOffsetMs,
    after(ms: number, then: () => void): () => void {
      let isOver = false
      const end = (): void => {
        if (!isOver) open.timers -= 1
        isOver = true
      }
      open.timers += 1
      const callOff = clock.after(ms, () =>
        thread.call(() => {
          if (isOver) return
          end()
          onStep()
          then()
        }),
      )
      return () => {
        callOff()
        end()
      }
    },
  }
}
