import { UploadError } from '../../../miniprogram/uploader/core/errors'
import type { Clock, FileSource, Store } from '../../../miniprogram/uploader/core/ports'
import type { VirtualClock } from '../virtual-clock'
import { fileMissing, type PhoneFile, readBytes } from './files'
import type { Thread } from './thread'

/** The state of the phone that stays when the app is killed. */
export interface Disk {
  files: Map<string, PhoneFile>
  /** Key → JSON. */
  store: Map<string, string>
  /** The user who signs in. */
  user: string
  /** How wrong the device's clock is, ms. */
  clockOffsetMs: number
  /** `set` of the store finds no room. */
  isFull: boolean
  /** The platform does not report when a file was modified. */
  hidesModified: boolean
}

/** What a run of the app holds open. All counts are 0 when nothing leaks. */
export interface OpenResources {
  descriptors: number
  timers: number
  listeners: number
  requests: number
}

export interface AppParts {
  clock: VirtualClock
  thread: Thread
  disk: Disk
  open: OpenResources
  /** Called whenever something happens in the app. Plans count these steps. */
  onStep(): void
}

/** How long the platform takes to read or write a file or a value, ms. */
const NATIVE_MS = 1

/** Calls the platform, which answers later and on the app's thread. */
function native<T>({ clock, thread, onStep }: AppParts, perform: () => T): Promise<T> {
  onStep()
  return new Promise((resolve, reject) => {
    clock.after(NATIVE_MS, () => {
      thread.call(() => {
        onStep()
        try {
          resolve(perform())
        } catch (thrown) {
          reject(thrown)
        }
      })
    })
  })
}

export type ReadFault = 'truncated' | 'unreadable' | undefined

/** @param nextFault the fault of the next read. */
export function phoneFiles(parts: AppParts, nextFault: () => ReadFault): FileSource {
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
        // An open file stays readable, even if its path is deleted or gets another file.
        const file = find(path)
        open.descriptors += 1
        return {
          read: (position, length) =>
            native(parts, () => {
              const fault = nextFault()
              if (fault === 'unreadable') throw new UploadError('file-unreadable')
              const isWithin = position >= 0 && position + length <= file.size
              // The port promises all bytes or none: an adapter that reads fewer throws.
              if (fault === 'truncated' || !isWithin) throw new UploadError('file-changed')
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

/** `wx` storage, as the adapter offers it: a value that cannot be written is not kept, and no call rejects. */
export function phoneStore(parts: AppParts): Store {
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

/** The device's clock. It may be wrong, and its timers run on the app's thread. */
export function phoneClock({ clock, thread, disk, open, onStep }: AppParts): Clock {
  return {
    now: () => clock.now() + disk.clockOffsetMs,
    after(ms, then) {
      let isOver = false
      const end = (): void => {
        if (!isOver) open.timers -= 1
        isOver = true
      }
      open.timers += 1
      const cancelTimer = clock.after(ms, () =>
        thread.call(() => {
          if (isOver) return
          end()
          onStep()
          then()
        }),
      )
      return () => {
        cancelTimer()
        end()
      }
    },
  }
}
