import { isArrayBuffer } from './array-buffer'
import { collectGarbage } from './collect-garbage'
import type { HostWx } from './create-wx'

/**
 * ArrayBuffers that have crossed between the program and `wx`, from then on until nobody can reach them any more: the
 * program's own doing, whether it waits for something or has only forgotten to let go. What `wx` copies into memory of
 * its own is not among them, nor what the program copies and keeps to itself.
 */
export interface HeldBuffers {
  /** Bytes. Who counts twice in one turn of the thread is told the same: counting holds, until its end. */
  now(): number
  /** The most there have been at a time. */
  most(): number
}

export interface BufferCount extends HeldBuffers {
  /** To be called whenever something crosses, either way; again with the same buffer does no harm. */
  crossed(value: unknown): void
}

export function createBufferCount(): BufferCount {
  const seen = new WeakSet<ArrayBuffer>()
  let held: { buffer: WeakRef<ArrayBuffer>; bytes: number }[] = []
  let most = 0

  const sum = (): number => held.reduce((total, { bytes }) => total + bytes, 0)
  const now = (): number => {
    collectGarbage()
    held = held.filter(({ buffer }) => buffer.deref() !== undefined)
    return sum()
  }
  return {
    now,
    most: () => most,
    crossed(value) {
      if (!isArrayBuffer(value) || seen.has(value)) return
      seen.add(value)
      held.push({ buffer: new WeakRef(value), bytes: value.byteLength })
      // Collecting takes long, and changes nothing where not even with the garbage there is more than ever.
      if (sum() > most) most = Math.max(most, now())
    },
  }
}

/** The same `wx`, with all that crosses counted. */
export function withCounted(wx: HostWx, { crossed }: BufferCount): HostWx {
  const manager = wx.getFileSystemManager()
  const counted: typeof manager = {
    ...manager,
    read(options) {
      crossed(options.arrayBuffer)
      manager.read(options)
    },
    readFile: (options) =>
      manager.readFile({
        ...options,
        success(result) {
          crossed(result.data)
          options.success?.(result)
        },
      }),
  }
  return {
    ...wx,
    getFileSystemManager: () => counted,
    request(options) {
      crossed(options.data)
      return wx.request({
        ...options,
        success(result) {
          crossed(result.data)
          options.success?.(result)
        },
      })
    },
  }
}
